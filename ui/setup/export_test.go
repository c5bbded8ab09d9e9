package setup

// Reasons are what can be wrong with a field, for the test of the languages.
func Reasons() []string {
	return []string{string(errEmpty), string(errCode), string(errPass), string(errPassphrases), string(errZone)}
}
