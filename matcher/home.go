package matcher

// knownElsewhere reports whether p stands on names alone against children who
// are others, while o shows that the person has her account in another school,
// as a child of hers tells: rare names explain nothing any more.
func (l *linkage) knownElsewhere(o, p *pair) bool {
	return o.ev.has(familySame) && !o.ev.has(profileOther) && p.ev.has(childrenOther) && !p.ev.has(beyondNames|profileOther)
}
