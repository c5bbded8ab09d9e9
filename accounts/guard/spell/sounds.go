package spell

import (
	"strings"
)

// What one confusion of sound or habit costs, and a second one on top.
const (
	oneSound = 0.55
	twoSound = 1.1
)

// Confusions of sound: what is written, and what may be meant. "^" and "$" are the ends of a word.
var (
	soundsES = pairs("b v,v b,^h -,^- h,ll y,y ll,c s,s c,z s,s z,z c,c z,x s,s x,x cc,cc x,cc c,c cc,sc c,c sc,s sc,x xc,s xc,sc xc,c xc,cs x,ct cc," +
		"g j,j g,gu g,g gu,qu k,k qu,k c,c k,q qu,qu cu,cu qu,c qu,qu c,gue hue,güe hue,^we hue,^we bue,^gue bue,^güe bue,^bue hue," +
		"np mp,nb mb,mb nv,nv mb,mv nv,nf mf,mf nf,n m,m n,rr r,r rr,y i,i y,nn n,n nn,bs s,s bs,pt t,t pt,ct t,t ct,mn n,ps s,^s ps,tm m,hi i," +
		"ks x,ph f,ie e,e ie,ue o,o ue,á$ ad,ao$ ado,aos$ ados,ío$ ido,stes$ ste,^- es,sh ch,ch sh,ns s,s ns,ahi ai,ahí ai,ae ahe,ai ahi,oi ohi,ea eha," +
		"ao aho,aa aha,ie hie,ia hia,^a ha,gn ñ,ni ñ,ñ ni,nll ñ,d$ -,$- d,z$ d,s$ z,z$ s,d t,t d")
	soundsEN = pairs("ei ie,ie ei,ible able,able ible,ance ence,ence ance,ant ent,ent ant,ary ery,ery ary,or er,er or,ar er,er ar,ise ize,ize ise,yse yze,f ph,ph f,gh f,f gh," +
		"sc s,s sc,c s,s c,c sc,k c,c k,ck k,k ck,^n kn,^r wr,^w wh,wh w,^ps s,al le,le al,el le,le el,aly ally,ally ly,ly ally,ley ly,cly cally,ically icly," +
		"tion sion,sion tion,cion tion,shun tion,ssion tion,tion ssion,cian tion,full$ ful,e -,ey y,y ey,ys ies,ie y,ough uff,uff ough,o ough,a e,e a,i e,e i,o u,u o,a i,i a," +
		"ei ai,ai ei,ea ee,ee ea,oo ou,ou oo,u ou,ou o,o ou,au a,a au,eau o,eu u,iou ou,ous ious,ious ous,eous ious,gue g,g gu,dge ge,ge dge,j dg,q cq,c cq,aq acq,qu k," +
		"s z,z s,mn m,m mn,mb m,m mb,st ss,t th,th t,d t,t d,nm nme,gm gme,rt ret,br ber,bably ably,ably bably,ry ary,tly tely,ely ly,ly ely,nt n't,s 's,ve 've,ll 'll,re 're,m 'm,d 'd")
)

// pairs reads a table: "b v" is b for v; "-" is nothing.
func pairs(s string) func() []pair {
	return onceValue(func() []pair {
		var out []pair
		for p := range strings.SplitSeq(s, ",") {
			from, to, _ := strings.Cut(p, " ")
			out = append(out, pair{strings.ReplaceAll(from, "-", ""), strings.ReplaceAll(to, "-", "")})
		}
		return out
	})
}

// soundsOf are the confusions of a language.
func soundsOf(base string) []pair {
	if base == "es" {
		return soundsES()
	}
	return soundsEN()
}

// sounds tries the tables REP and MAP of the dictionary and our own confusions, with accents. It tells what ours made of the word.
func (x *ideas) sounds() []string {
	table := soundsOf(x.t.base)
	for _, d := range x.t.books[:min(1, len(x.t.books))] {
		for _, w := range x.changed(x.wrong, d.rep) {
			x.try(w, oneSound+0.1)
		}
		for _, w := range swapped(x.wrong, d.maps) {
			x.try(w, oneSound)
		}
	}
	first := x.changed(x.wrong, table)
	for _, w := range first {
		x.try(w, oneSound)
	}
	x.all = x.t.base == "en" // From here on there are too many for all dictionaries.
	x.within(soundTries, func() {
		for _, w := range first {
			x.accents(w, oneSound+0.1)
		}
	})
	return first
}

// soundTries is how many words with several confusions are tried at most, of each sort.
const soundTries = 500

// within tries so many words at most.
func (x *ideas) within(tries int, f func()) {
	kept := max(0, x.limits-tries)
	x.limits -= kept
	f()
	x.limits += kept
}

// moreSounds tries a second confusion on top of each first one.
func (x *ideas) moreSounds(first []string) {
	x.within(soundTries, func() {
		for _, w := range first {
			for _, v := range x.changed(w, soundsOf(x.t.base)) {
				x.try(v, twoSound)
			}
		}
	})
	if x.near(twoSound) > 0 {
		return
	}
	x.within(soundTries, func() {
		for _, w := range first {
			for _, v := range x.changed(w, soundsOf(x.t.base)) {
				x.accents(v, twoSound+0.1)
			}
		}
	})
}

// changed are the words that one line of a table makes of a word, at each place.
func (x *ideas) changed(w string, table []pair) []string {
	var out []string
	for _, p := range table {
		from, head := strings.CutPrefix(p.from, "^")
		from, tail := strings.CutSuffix(from, "$")
		for i := 0; i+len(from) <= len(w); i++ {
			if head && i > 0 {
				break
			}
			if tail && i+len(from) != len(w) || !strings.HasPrefix(w[i:], from) || from == "" && !head && !tail {
				continue
			}
			if c := w[:i] + p.to + w[i+len(from):]; c != w && c != "" {
				out = append(out, c)
			}
		}
	}
	return out
}

// swapped are the words in which one letter is another of its group in MAP.
func swapped(w string, maps [][]string) []string {
	var out []string
	for _, group := range maps {
		for i := range w {
			for _, from := range group {
				if from == "" || !strings.HasPrefix(w[i:], from) {
					continue
				}
				for _, to := range group {
					if to != from {
						out = append(out, w[:i]+strings.ToLower(to)+w[i+len(from):])
					}
				}
			}
		}
	}
	return out
}
