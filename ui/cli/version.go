package cli

import "runtime/debug"

// Program says which program this is.
type Program struct{ Version, Revision, Go string }

// Version reads what the linker knows of this program: the module's version and the revision of the checkout it was built in.
func Version() Program {
	v := Program{Version: "devel"}
	i, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	v.Go = i.GoVersion
	if m := i.Main.Version; m != "" && m != "(devel)" {
		v.Version = m
	}
	for _, s := range i.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			v.Revision = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			v.Revision += "+"
		}
	}
	return v
}
