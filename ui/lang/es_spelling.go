package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"%[1]q is not in the dictionary":                                       "%[1]q no está en el diccionario",
		"did you mean %[2]s?":                                                  "¿querías decir %[2]s?",
		"%[1]q is in no dictionary":                                            "%[1]q no está en ningún diccionario",
		"%[1]q says the same word twice":                                       "%[1]q dice dos veces la misma palabra",
		"leave %[2]s once":                                                     "deja %[2]s una vez",
		"the spaces are wrong at %[1]q":                                        "los espacios no están bien en %[1]q",
		"mend the spaces":                                                      "arregla los espacios",
		"begin it with %[2]s":                                                  "empiézala con %[2]s",
		"write the other one, or take it away":                                 "escribe la otra o quítala",
		"the quotation mark %[1]s has no partner":                              "la comilla %[1]s no tiene pareja",
		"the sentence that begins with %[1]q has no opening mark":              "a la frase que empieza por %[1]q le falta el signo de apertura",
		"look at it again; if it is right: vocero brand words %[3]s add %[1]s": "mírala otra vez; si está bien: vocero brand words %[3]s add %[1]s",

		"words of a client that spelling takes for right": "palabras de un cliente que la ortografía da por buenas",
		"say what to do with the words":                   "di qué hacer con las palabras",
		"WORD":                                            "PALABRA",
		"%q is no word":                                   "%q no es una palabra",
		"give single words of letters, as in Kafelito":    "da palabras sueltas, de letras, como Kafelito",
		"%s has no words of its own yet; next: vocero brand words %s add WORD": "%s aún no tiene palabras propias; ahora: vocero brand words %s add PALABRA",
	}
})
