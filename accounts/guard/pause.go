package guard

import "vocero/accounts"

// pause holds back everything of a paused brand.
func pause(_ accounts.Post, f Facts) []accounts.Finding {
	if !f.Brand.Paused() {
		return nil
	}
	return []accounts.Finding{finding("pause", accounts.Block, "", sayPaused, f.Brand.Name, civil(f.Brand.Pause.Since, f.Brand.Zone), f.Brand.Pause.Reason)}
}
