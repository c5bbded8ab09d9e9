package lang

var _ = add(func() map[string]string {
	return map[string]string{
		"account added": "cuenta añadida", "account removed": "cuenta quitada", "account works again": "la cuenta vuelve a ir", "account blocked": "cuenta bloqueada",
		"network's scheduler switched": "programador de la red", "client added": "cliente añadido", "client changed": "cliente cambiado", "client erased": "cliente borrado",
		"paused": "en pausa", "resumed": "reanudado", "cools before it leaves": "se enfría antes de salir", "leaves without cooling": "sale sin enfriarse",
		"read back": "comprobada", "everything stopped": "todo parado", "goes on again": "sigue otra vez", "a rule set aside": "regla dejada de lado",
		"answered": "contestada", "mention changed": "mención cambiada", "mention done": "mención hecha", "mention new again": "mención nueva otra vez", "note written": "nota escrita",
		"mention snoozed": "mención aplazada", "mention tagged": "mención etiquetada", "mention waits": "mención en espera", "draft begun": "borrador empezado", "hour changed": "hora cambiada",
		"draft removed": "borrador quitado", "draft changed": "borrador cambiado", "scheduled//journal": "programada", "sent by hand": "enviada a mano", "back to draft": "vuelta a borrador",
		"snippet added": "fragmento añadido", "snippet changed": "fragmento cambiado", "snippet removed": "fragmento quitado",
		"taken back: %s": "deshecho: %s", "asked for: %s": "pedido: %s",
		"a rule switched off": "regla apagada", "a rule switched on": "regla encendida", "mood corrected": "tono corregido",
		"%s was erased from this desk and its snapshots; what was published stays on the networks, and backups stay where you keep them": "%s se ha borrado de esta mesa y de sus instantáneas; lo publicado sigue en las redes, y las copias donde las guardes",
		"nothing can be written to the disk any more":    "ya no se puede escribir en el disco",
		"close the desk, free some space, open it again": "cierra la mesa, libera espacio y ábrela de nuevo",
		"✗ paused %s: %s":                                "✗ pausa desde %s: %s",
		"paused since %s: %s":                            "en pausa desde %s: %s",
		"no reason given":                                "sin motivo escrito",
	}
})
