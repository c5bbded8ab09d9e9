package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"Bluesky":                                "Bluesky",
		"log in to Bluesky with an app password": "entrar en Bluesky con una contraseña de aplicación",
		"`HANDLE` of the account, as in luz.bsky.social": "`IDENTIFICADOR` de la cuenta, como luz.bsky.social",
		"`ADDRESS` of the server that keeps the account": "`DIRECCIÓN` del servidor que guarda la cuenta",
		"read the app password from standard input":      "leer la contraseña de aplicación de la entrada estándar",
		"%q is no handle of Bluesky":                     "%q no es un identificador de Bluesky",
		"give it whole, as in luz.bsky.social":           "ponlo entero, como luz.bsky.social",
		"make an app password in Bluesky: Settings, Privacy and security, App passwords; never the account's own": "crea una contraseña de aplicación en Bluesky: Ajustes, Privacidad y seguridad, Contraseñas de aplicación; nunca la de la cuenta",
		"App password: ": "Contraseña de aplicación: ",
		"pipe the app password in with --token-stdin": "pasa la contraseña de aplicación con --token-stdin",
		"nothing was typed":                           "no se escribió nada",
	}
})
