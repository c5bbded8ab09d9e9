package lang

// Quotes by commands.
var _ = add(func() map[string]string {
	return map[string]string{
		"quote a public `MENTION`, or a post by its address": "cita una `MENCIÓN` pública, o una publicación por su dirección",
		"mention %s was said to another client":              "la mención %s es de otro cliente",
		"mention %s was not said to everybody":               "la mención %s no se dijo a todos",
		"only what is public is quoted":                      "solo se cita lo público",
	}
})
