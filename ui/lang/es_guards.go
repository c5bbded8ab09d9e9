package lang

// What the guards say beyond the network's limits.
var _ = add(func() map[string]string {
	return map[string]string{
		"%[1]d of at most %[2]d bytes on %[3]s: %[4]d too many": "%[1]d de un máximo de %[2]d bytes en %[3]s: sobran %[4]d",
	}
})
