package profiles

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// Layers are obligations at single layers, where they differ from the rest:
// external keys, say, are a must for infrastructure and platforms and a should
// for applications. A layer that is left out has the criterion's obligation.
type Layers struct {
	Infrastructure Obligation `json:"infrastructure,omitzero"`
	Platform       Obligation `json:"platform,omitzero"`
	BaseService    Obligation `json:"base-service,omitzero"`
	Application    Obligation `json:"application,omitzero"`
}

// At returns what is said of a layer, "" for nothing.
func (l Layers) At(layer evidence.Layer) Obligation {
	if o := l.at(layer); o != nil {
		return *o
	}
	return ""
}

func (l *Layers) at(layer evidence.Layer) *Obligation {
	switch layer {
	case evidence.LayerInfrastructure:
		return &l.Infrastructure
	case evidence.LayerPlatform:
		return &l.Platform
	case evidence.LayerBaseService:
		return &l.BaseService
	case evidence.LayerApplication:
		return &l.Application
	}
	return nil
}

// layers lists all layers.
func layers() []evidence.Layer { return allLayers }

var allLayers = func() (out []evidence.Layer) {
	for _, text := range evidence.Layer("").Values() {
		out = append(out, evidence.Layer(text))
	}
	return out
}()

// At returns how binding the criterion is for a subject of that layer. For a
// subject that states no layer it is the strictest there is at any: whoever
// leaves the layer out is asked for no less than whoever states it.
func (a *Applied) At(layer evidence.Layer) Obligation {
	if layer != "" {
		if o := a.Layers.At(layer); o != "" {
			return o
		}
		return a.Obligation
	}
	var strictest Obligation
	for _, layer := range layers() {
		if o := a.At(layer); o.rank() > strictest.rank() {
			strictest = o
		}
	}
	return strictest
}

// ByLayer reports whether the criterion is not equally binding at all layers.
func (a *Applied) ByLayer() bool {
	_, by := a.obligations()
	return by != Layers{}
}

// layered gives the criterion its obligation at each layer: what the setting
// says of the layer; else the obligation it states, and no less than what is
// inherited there; else what is inherited.
func (a *Applied) layered(s Setting, inherited *Applied, at string, base func() string, report func(pointer, hint, format string, args ...any)) {
	for _, layer := range layers() {
		own, was := s.Layers.At(layer), Obligation("")
		if inherited != nil {
			was = inherited.At(layer)
		}
		switch {
		case own != "" && own.rank() < was.rank():
			report(at+"/layers/"+string(layer), "leave it out, or extend another profile",
				"%s is %s for the layer %s in %s; a profile that extends another does not relax it", a.Criterion, was, layer, base())
		case own == "" && s.Obligation.rank() < was.rank():
			own = was
		}
		if own != "" && own != a.Obligation {
			*a.Layers.at(layer) = own
		}
	}
}

// obligations is how binding the criterion is, in one spelling: by layer only
// where layers differ.
func (a *Applied) obligations() (Obligation, Layers) {
	strictest, by, differ := a.At(""), Layers{}, false
	for _, layer := range layers() {
		*by.at(layer) = a.At(layer)
		differ = differ || a.At(layer) != strictest
	}
	if !differ {
		return strictest, Layers{}
	}
	return strictest, by
}

// Counts says how many criteria have which obligation.
type Counts struct {
	Must   int `json:"must"`
	Should int `json:"should"`
	May    int `json:"may"`
}

// Counts counts the criteria by their obligation for a subject of a layer;
// those that can never apply there with the profile's parameters, see
// [criteria.Catalogue.LayersWith], are not counted. Without a layer every
// criterion counts, with [Applied.At].
func (p *Profile) Counts(layer evidence.Layer) Counts {
	var n Counts
	for _, id := range p.order {
		if layer != "" && !slices.Contains(p.catalogue.LayersWith(id, p.settings[id].Params), layer) {
			continue
		}
		switch p.settings[id].At(layer) {
		case Must:
			n.Must++
		case Should:
			n.Should++
		case May:
			n.May++
		}
	}
	return n
}
