package report

// extendedTexts name what a verdict's catalogue extends.
type extendedTexts struct {
	Row  string `json:"row" required:"true"`
	Base string `json:"base" required:"true"`
}

// extended has a row for each catalogue that the verdict's extends.
func (r *renderer) extended() []row {
	var rows []row
	for _, c := range r.verdict.CatalogueExtends {
		rows = append(rows, row{r.Extended.Row, fill(r.Extended.Base, "catalogue", c.Catalogue, "version", string(c.Version), "digest", c.Digest)})
	}
	return rows
}
