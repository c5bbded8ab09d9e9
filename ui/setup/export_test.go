package setup

// Reasons are what can be wrong with a field, for the test of the languages.
func Reasons() []string {
	return []string{string(errToken), string(errCode), string(errPass), string(errPassphrases), string(errZone)}
}
