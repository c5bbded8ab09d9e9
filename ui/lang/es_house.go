package lang

// A client's rules on the screen: its style guide and its checks.
var _ = add(func() map[string]string {
	return map[string]string{
		"client's rules": "reglas del cliente",
		"Writes the style guide of a client, and switches its checks off and on.": "Escribe la guía de estilo de un cliente y quita o pone sus comprobaciones.",
		"Whose rules?":                         "¿Las reglas de quién?",
		"Rules of %s":                          "Reglas de %s",
		"Checks of %s":                         "Comprobaciones de %s",
		"write the style guide in your editor": "escribir la guía de estilo en tu editor",
		"show the style guide":                 "ver la guía de estilo",
		"switch checks off and on":             "quitar y poner comprobaciones",
		"Without a check of %s: %s":            "Sin una comprobación de %s: %s",
		"Why this client needs no such check; it stands in the journal. Esc keeps it.": "Por qué este cliente no la necesita; queda en el diario. Esc la deja puesta.",
		"reading the client's rules": "leer las reglas del cliente",
		"switching a check":          "cambiar una comprobación",
		"storing the style guide":    "guardar la guía de estilo",
		"What is forbidden, preferred and counted is checked in every post; mood and guide stand beside the text.": "Lo prohibido, lo preferido y lo contado se comprueba en cada publicación; el tono y la guía se ven junto al texto.",
		"Nothing was changed.":               "No se ha cambiado nada.",
		"go on writing":                      "seguir escribiendo",
		"leave the guide as it was":          "dejar la guía como estaba",
		"The style guide of %s was changed.": "La guía de estilo de %s ha cambiado.",
	}
})
