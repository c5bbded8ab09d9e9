package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"this user has no right to it":                                            "este usuario no tiene permiso",
		"give it back to yourself with chown and chmod, or choose another --home": "recupérala con chown y chmod, o elige otra --home",
	}
})
