package lang

// What networks charge, and the rules of the network that does.
var _ = add(func() map[string]string {
	return map[string]string{
		"%[1]s neither named nor quoted %[2]s, and X takes replies only to those who did": "%[1]s ni nombró ni citó %[2]s, y X solo acepta respuestas a quien lo hizo",
		"%[1]d cashtags (%[2]s); X takes one in a post":                                   "%[1]d cashtags (%[2]s); X acepta uno por publicación",
		"write all but one without the $":                                                 "escribe todos menos uno sin el $",
	}
})
