package practice

// wideES is what is said on the other networks, by the key of the scene.
var wideES = map[string]string{
	"x-p1":     "Mañana a las 8: el primer centeno de la temporada. A las diez ya no queda, todos los años.",
	"x-01":     "@panaderialuz ¿Merece la pena hacer cola a las siete o guardáis alguno?",
	"x-02":     "@panaderialuz Hemos probado cinco panaderías esta semana. La vuestra está en la final: https://medio.example/mejor-pan",
	"x-03":     "@panaderialuz Pagué con tarjeta y me lo cobraron dos veces. ¿Podéis mirarlo, por favor?",
	"fb-p1":    "El sábado, puertas abiertas: ver el horno, amasar un panecillo y llevárselo.",
	"fb-01":    "¿Se puede ir con carrito?",
	"fb-02":    "El año pasado había tanta gente que no se veía nada. ¿Habrá turnos?",
	"fb-03":    "¿A qué hora termina? Yo trabajo hasta la una.",
	"blog-p1":  "Por qué nuestro centeno necesita tres días\nLa masa descansa, y nosotros también. Qué pasa en cada uno, hora a hora.",
	"blog-01":  "Siempre me pregunté por el segundo día. ¿Escribiréis sobre la harina?",
	"blog-02":  "La receta dice 350 g de agua en el texto y 300 g en la tabla. ¿Cuál es la buena?",
	"news-01":  "Panadería Luz abre su obrador al barrio\nEl sábado la familia enseña cómo se hacía el pan antes de tener prisa.",
	"news-02":  "El pan vuelve a subir\nTres panaderías del barrio, entre ellas Panadería Luz, explican por qué.",
	"bsky-p1":  "¿Espalda de oficina? Dos minutos, sin esterilla y sin excusas. Mañana, un hilo corto.",
	"bsky-01":  "El del cuello ya lo he hecho dos veces. ¡Más, por favor!",
	"bsky-02":  "@kinesur.bsky.example ¿atendéis también a niños? Mi hija se torció el tobillo el domingo.",
	"bsky-03":  "@kinesur.bsky.example vuestra web dice que abrís a las 9 y a las 9:20 la puerta seguía cerrada.",
	"forum-01": "Fisio para corredores: ¿a quién vais?\nUn amigo recomienda a @kinesur. ¿Alguien los conoce?",
	"forum-02": "Fui a @kinesur por la rodilla. Gente honrada: antes me mandaron al médico.",
}
