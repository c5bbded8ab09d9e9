package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"NOBODY":              "NADIE",
		"desk//holder":        "mesa",
		"run//holder":         "run",
		"network//holder":     "red",
		"nobody sends it: %s": "nadie la envía: %s",
		"nobody sends it: open the desk and the vault, or start vocero run": "nadie la envía: abre la mesa y la caja, o arranca vocero run",
		"nobody sends it: its account has to log in again (0, then L)":      "nadie la envía: su cuenta tiene que entrar otra vez (0, luego L)",
		"vocero run sends it":                                             "la envía vocero run",
		"the network sends it by itself":                                  "la envía la propia red",
		"this desk sends it; vocero run does when it closes":              "la envía esta mesa; al cerrarla, vocero run",
		"this desk sends it while it is open; nobody does when it closes": "la envía esta mesa mientras está abierta; al cerrarla, nadie",
		"this machine's clock is wrong":                                   "el reloj de este equipo va mal",
		"this machine's clock is %s slow":                                 "el reloj de este equipo va %s atrasado",
		"this machine's clock is %s fast":                                 "el reloj de este equipo va %s adelantado",
		"set it right: until then nothing leaves at its hour":             "ponlo en hora: hasta entonces nada sale a su hora",
		"✗ clock wrong by %s: nothing leaves at its hour":                 "✗ reloj mal por %s: nada sale a su hora",
		"W publish now · H another hour · D drop it":                      "W publicar ya · H otra hora · D dejarla",
		"new hour": "otra hora",
		"Gives a post that was missed, or is held or planned, another hour.": "Da otra hora a una publicación perdida, retenida o programada.",
		"This row keeps its hour.": "Esta fila conserva su hora.",
		"it would fail: %s":        "fallaría: %s",
	}
})
