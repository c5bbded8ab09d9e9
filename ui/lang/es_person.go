package lang

// Who spoke, across networks: persons, handles, and one post on several networks.
var _ = add(func() map[string]string {
	return map[string]string{
		"%[1]s has no known handle on %[2]s: the name goes out as text":    "de %[1]s no se conoce cuenta en %[2]s: el nombre sale como texto",
		"add it with vocero handle add, or leave it so":                    "añádela con vocero handle add o déjalo así",
		"%[1]s goes out as text: on %[2]s a handle names nobody":           "%[1]s sale como texto: en %[2]s no se nombra a nadie por su cuenta",
		"%[1]s asked the same on %[2]s, and nobody has answered there yet": "%[1]s dijo lo mismo en %[2]s, y allí aún no ha contestado nadie",
		"answer once, and put the other away":                              "contesta una vez y aparta la otra",
		"%[1]s asked the same on %[2]s; you answered it there at %[3]s":    "%[1]s dijo lo mismo en %[2]s; allí ya contestaste: %[3]s",
		"say so instead of answering twice":                                "dilo así en lugar de contestar dos veces",
	}
})
