package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"pieces of text that ,abbr puts into a post": "trozos de texto que ,abrev pone en una publicación",
		"ABBR": "ABREV",
		"keep a snippet; without --brand every client has it":                                           "guardar un fragmento; sin --brand lo tienen todos los clientes",
		"the snippet ,%s was kept: type it and a space in the composer":                                 "el fragmento ,%s está guardado: escríbelo con un espacio al redactar",
		"`LETTER` of the client who has it; all without it":                                             "`LETRA` del cliente que lo tiene; sin ella, todos",
		"the `TEXT`, with {name} {handle} {brand} {date} {hour} {link}; - reads it from standard input": "el `TEXTO`, con {name} {handle} {brand} {date} {hour} {link}; - lo lee de la entrada estándar",
		"put it in the place of one of that name":                                                       "ponerlo en lugar de otro con ese nombre",
		"list snippets: those a client can use, or all":                                                 "listar fragmentos: los que puede usar un cliente, o todos",
		"remove a snippet; undo brings it back":                                                         "borrar un fragmento; undo lo devuelve",
		"there is no snippet ,%s":                                                                       "no hay ningún fragmento ,%s",
		"see: vocero snippet list; one of a client needs its --brand":                                   "mira: vocero snippet list; el de un cliente necesita su --brand",
		"the snippet ,%s was removed; vocero undo brings it back":                                       "el fragmento ,%s se ha borrado; vocero undo lo devuelve",
		"`LETTER` of the client; without it, one for all":                                               "`LETRA` del cliente; sin ella, uno de todos",
		"list earlier versions of a text, the newest first":                                             "listar versiones anteriores de un texto, la más nueva primero",
		"REVISION": "VERSIÓN",
		"show word by word what has changed since an earlier version: the newest one, a number, or approved": "mostrar palabra por palabra qué ha cambiado desde una versión anterior: la última, un número, o approved",
		"the draft %s has no earlier version":                              "el borrador %s no tiene versiones anteriores",
		"versions are kept a minute or more apart, while the text changes": "se guardan con un minuto o más entre ellas, mientras cambia el texto",
		"the draft %s has no version %q":                                   "el borrador %s no tiene la versión %q",
		"see: vocero draft revisions %s":                                   "mira: vocero draft revisions %s",
		"make a new draft of the same content, without its hour":           "hacer un borrador nuevo con lo mismo, sin su hora",
		"%s is a reply: it answers one person and is not copied":           "%s es una respuesta: responde a una persona y no se copia",
		"write a new one: vocero draft add":                                "escribe una nueva: vocero draft add",
		"the copy is the draft %s":                                         "la copia es el borrador %s",
	}
})
