package lang

// What the adapter of blogs, forums and portals says of an error beside its code, with what to do.
var _ = add(func() map[string]string {
	return map[string]string{
		"Discourse has no such act here; open it in the browser":                              "Discourse no tiene eso aquí; ábrelo en el navegador",
		"WordPress has no such act; open it in the browser":                                   "WordPress no tiene eso; ábrelo en el navegador",
		"a feed is only read; open it in the browser":                                         "un canal web solo se lee; ábrelo en el navegador",
		"a user goes with a password or key; give both, or neither to read the feed only":     "un usuario va con su contraseña o clave; da los dos, o ninguno para solo leer el canal",
		"articles are written in WordPress; here comments are answered":                       "los artículos se escriben en WordPress; aquí se responde a los comentarios",
		"it is larger than 5 MB, which no feed needs; ask the site for a shorter one":         "pasa de 5 MB, y ningún canal necesita tanto; pide al sitio uno más corto",
		"it is neither WordPress nor Discourse; leave user and password out to read its feed": "no es WordPress ni Discourse; deja vacíos usuario y contraseña para leer su canal",
		"it is no feed; give the address of the feed itself, or of a page that names one":     "no es un canal web; da la dirección del propio canal, o de una página que nombre uno",
		"it is not this account's":                                                                  "no es de esta cuenta",
		"it is not this account's; hide it instead":                                                 "no es de esta cuenta; ocúltalo en su lugar",
		"its elements stand too deep inside one another; ask the site to mend its feed":             "sus elementos están demasiado metidos unos en otros; pide al sitio que arregle su canal",
		"the API of this WordPress hides behind a query; turn permalinks on (Settings, Permalinks)": "la API de este WordPress está detrás de una consulta; activa los enlaces permanentes (Ajustes, Enlaces permanentes)",
		"the answer names no comment; look at the blog whether it is there":                         "la respuesta no nombra ningún comentario; mira en el blog si está",
		"the answer names no post; look at the forum whether it is there":                           "la respuesta no nombra ningún mensaje; mira en el foro si está",
		"the comment was thrown away; look into the blog's trash":                                   "el comentario está en la papelera; míralo en la del blog",
		"the feed is broken; ask the site to mend it":                                               "el canal está roto; pide al sitio que lo arregle",
		"the forum does not know the key, or not for this user; make one under Admin, API":          "el foro no conoce la clave, o no para este usuario; crea una en Administrar, API",
		"the forum shows it when a moderator has let it through; do not send it again":              "el foro lo mostrará cuando un moderador lo apruebe; no lo envíes otra vez",
		"the key speaks for another user; make one for this user, or give that user's name":         "la clave habla por otro usuario; crea una para este, o da el nombre de aquel",
		"the post was deleted; look into the forum":                                                 "el mensaje se borró; míralo en el foro",
		"the site has taken the feed down for good; give another address, or remove the account":    "el sitio ha retirado el canal para siempre; da otra dirección, o quita la cuenta",
		"the user may not moderate comments; use one whose role is editor or administrator":         "el usuario no puede moderar comentarios; usa uno que sea editor o administrador",
		"too much was said meanwhile; look at the forum whether it is there":                        "entretanto se dijo demasiado; mira en el foro si está",
	}
})
