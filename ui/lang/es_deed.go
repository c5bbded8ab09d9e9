package lang

// What can be done on a network beside answering, at the desk and by commands.
var _ = add(func() map[string]string {
	return map[string]string{
		"Mutes the author for the account addressed, or hears them again; it asks first.":  "Silencia a quien lo dijo en la cuenta a la que habló, o la vuelve a oír; antes pregunta.",
		"Hides the answer below our own post from everybody, or shows it again.":           "Oculta a todos la respuesta bajo nuestra publicación, o la vuelve a mostrar.",
		"Reports the author and what was said to the network's moderators, with a reason.": "Denuncia a quien lo dijo y lo dicho ante quienes moderan la red, con un motivo.",
		"Stops following the author from the account addressed.":                           "Deja de seguir a quien lo dijo desde la cuenta a la que habló.",
		"Blocks the author for the account addressed: neither hears the other any more.":   "Bloquea a quien lo dijo en la cuenta a la que habló: ya no se leen.",
		"Unblocks the author for the account addressed.":                                   "Desbloquea a quien lo dijo en la cuenta a la que habló.",
		"It answers nothing: only answers to our own posts can be hidden.":                 "No responde a nada: solo se ocultan respuestas a publicaciones nuestras.",
		"hear them again":    "volver a oírla",
		"hearing them again": "volver a oírla",
		"leave it as it is":  "dejarlo como está",
		"Report":             "Denunciar",
		"Why":                "Motivo",
		"The network's moderators read it; who is reported does not.": "Lo leen quienes moderan la red; la persona denunciada, no.",
		"%s cannot: %s.":                    "%s no puede: %s.",
		"hidden//by us":                     "oculta",
		"hiding":                            "ocultar",
		"showing it again":                  "volver a mostrarla",
		"unfollowing":                       "dejar de seguir",
		"blocking":                          "bloquear",
		"unblocking":                        "desbloquear",
		"reporting":                         "denunciar",
		"hear who spoke in a mention again": "vuelve a oír a quien habló en una mención",
		"hide an answer below the client's own post":                     "oculta una respuesta bajo la publicación propia",
		"show a hidden answer again":                                     "vuelve a mostrar una respuesta oculta",
		"block who spoke in a mention":                                   "bloquea a quien habló en una mención",
		"unblock who spoke in a mention":                                 "desbloquea a quien habló en una mención",
		"report who spoke and what was said to the network's moderators": "denuncia a quien habló y lo dicho ante quienes moderan la red",
		"MENTION REASON":                                                 "MENCIÓN MOTIVO",
		"a report says why":                                              "una denuncia dice por qué",
		"nothing was sent":                                               "no se envió nada",
	}
})
