package practice

// bulkES is the vocabulary of Bulk in Spanish.
var bulkES = &bulkText{
	code: "es",
	firsts: []string{
		"Ana", "Luis", "Marta", "Jorge", "Elena", "Pablo", "Rocío", "Andrés", "Lucía", "Iván", "Nuria", "Óscar", "Pilar", "Hugo", "Inés", "Raúl",
		"Alba", "Diego", "Noelia", "Sergio", "Teresa", "Bruno", "Sara", "Gonzalo", "Julia", "Matías", "Carla", "Emilio", "Vera", "Tomás", "Begoña", "Íñigo",
	},
	lasts: []string{
		"García", "Ruiz", "Soto", "Vidal", "Núñez", "Prieto", "Ibáñez", "Rojas", "Peña", "Castro", "Molina", "Bravo", "Serra", "Paredes", "Fuentes", "Lagos",
		"Cano", "Medina", "Reyes", "Acosta", "Ferrer", "Iglesias", "Montes", "Quintana", "Salas", "Trujillo", "Urrutia", "Zamora", "Lobo", "Campos",
	},
	hosts:     []string{"vecinos.example", "otro.example", "barrio.example", "libros.example", "deporte.example", "masto.example", "sur.example"},
	greetings: []string{"Hola,", "Buenas,", "Buenos días,", "Oye,", "Perdón,", "Una pregunta:", "¡Hola!", "", "", "", "", ""},
	patterns: []string{
		"¿tenéis {what} {when}?", "me encanta {what}, lo pedí {when} y repetiré", "llevo {n} días esperando {what} y nadie contesta",
		"¿cuánto cuesta {what}?", "fui {when} por {what} y estaba cerrado", "gracias por {what}, de lo mejor que he probado {when}",
		"me cobraron dos veces {what} {when}", "¿se puede encargar {what} para {n} personas?", "{when} me atendieron de maravilla, un diez",
		"¿hay sitio {when} para {n}?", "la web da error al pedir {what}", "os recomiendo a todo el mundo, sobre todo por {what}",
		"no entiendo el precio de {what}, {when} costaba menos", "¿abrís {when}?", "{what} llegó roto, quiero que me devuelvan el dinero",
		"¿{what} lleva frutos secos? soy alérgica", "somos {n} y queremos probar {what} {when}", "no pienso volver, {what} fue un desastre {when}",
		"¿hacéis descuento en {what} a grupos de {n}?", "acabo de compartir lo de {what}, ojalá se llene {when}",
	},
	what: []string{
		"el pan de centeno", "la tarta de queso", "el menú del día", "una hora de masaje", "la sesión de rehabilitación", "el café de filtro",
		"las empanadas", "el curso de enero", "la revisión de la bici", "el corte con barba", "la caja de verduras", "las entradas del sábado",
		"el taller de cerámica", "la camiseta azul", "el libro firmado", "las croquetas", "la clase de prueba", "el envío a las islas", "la cita previa", "el vale regalo",
	},
	when:  []string{"hoy", "mañana", "ayer", "el lunes", "el sábado por la tarde", "esta semana", "el domingo", "la semana pasada", "a primera hora", "en festivo", "el viernes", "después de las ocho"},
	close: []string{"Gracias.", "¡Un saludo!", "🙏", "😊", "😡", "👏👏", "Un abrazo.", "Quedo a la espera.", "", "", "", "", "¡Seguid así!", "#barrio", "Gracias de antemano."},
}
