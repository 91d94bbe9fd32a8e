package batch

import (
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/internal/circuit"
)

// Want says what a machine is to find out, so that nothing else is computed. The
// zero Want wants nothing.
type Want struct {
	// Variants are the indices of the variants it is about; nil for all.
	Variants []int
	// Outcomes asks for the outcomes of criteria: of those with the indices in
	// Criteria, nil for all.
	Outcomes bool
	Criteria []int
	// Possible asks for what may still become of the same criteria: see [Result.May] and
	// [Result.Stated].
	Possible bool
	// Conformity asks for the conformity, and for where it is excluded.
	Conformity bool
	// Blocking asks for where each criterion excludes, Sole for where it alone does.
	Blocking, Sole bool
}

// all is what a machine finds out if nothing is said.
var all = []Want{{Outcomes: true, Conformity: true}}

// program is a circuit's program with the places of its outputs.
type program struct {
	*circuit.Program
	// by variant: the first output of the outcomes of each criterion, of what may still
	// become of it, of the conformities (and exclusion after them), of the exclusions, and
	// of the sole ones; -1 for none
	outcomes   [][]int
	possible   [][]int
	conformity []int
	blocking   []int
	sole       []int
	outputs    int
}

// program compiles what is wanted, once.
func (p *Plan) program(wants []Want) *program {
	if len(wants) == 0 {
		wants = all
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.builder == nil { // of a zero plan
		p.builder, p.programs = circuit.New(), map[string]*program{}
	}
	made := &program{}
	for _, v := range p.compiled {
		made.outcomes = append(made.outcomes, slices.Repeat([]int{-1}, len(v.judged)))
		made.possible = append(made.possible, slices.Repeat([]int{-1}, len(v.judged)))
		made.conformity = append(made.conformity, -1)
		made.blocking = append(made.blocking, -1)
		made.sole = append(made.sole, -1)
	}
	var outputs []circuit.Node
	place := func(at *int, ns ...circuit.Node) {
		if *at < 0 {
			*at = len(outputs)
			outputs = append(outputs, ns...)
		}
	}
	for _, w := range wants {
		for i, v := range p.compiled {
			if w.Variants != nil && !slices.Contains(w.Variants, i) {
				continue
			}
			for k := range v.judged {
				if w.Criteria != nil && !slices.Contains(w.Criteria, k) {
					continue
				}
				if w.Outcomes {
					place(&made.outcomes[i][k], v.judged[k][:]...)
				}
				if w.Possible {
					place(&made.possible[i][k], v.possible[k][:]...)
				}
			}
			if w.Conformity {
				place(&made.conformity[i], append(v.conformity[:], v.excluded)...)
			}
			if w.Blocking {
				place(&made.blocking[i], v.blocking...)
			}
			if w.Sole {
				place(&made.sole[i], v.sole...)
			}
		}
	}
	made.outputs = len(outputs)
	key := fmt.Sprint(made.outcomes, made.possible, made.conformity, made.blocking, made.sole)
	if known, ok := p.programs[key]; ok {
		return known
	}
	made.Program = p.builder.Compile(outputs)
	p.programs[key] = made
	return made
}

// Machine runs a plan's circuit on blocks. It is not safe for concurrent use;
// each goroutine has its own.
type Machine struct {
	plan    *Plan
	program *program
	machine *circuit.Machine
	result  Result
}

// NewMachine returns a machine that finds out what is wanted; without wants, the
// outcomes and the conformity of every variant.
func (p *Plan) NewMachine(wants ...Want) *Machine {
	m := &Machine{plan: p, program: p.program(wants)}
	m.machine = m.program.NewMachine()
	m.result = m.newResult()
	return m
}

func (m *Machine) newResult() Result {
	return Result{plan: m.plan, program: m.program, planes: make([][]uint64, m.program.outputs)}
}

// Plan returns the machine's plan.
func (m *Machine) Plan() *Plan { return m.plan }

// Run judges the records of a block. The result is valid until the next Run; it
// is nil for a block of another plan.
func (m *Machine) Run(b *Block) *Result {
	if b == nil || b.plan != m.plan || m.plan == nil {
		return nil
	}
	m.run(b, &m.result)
	if r := &m.result; b.records < BlockSize || len(b.patches) > 0 {
		r.own(b)
	}
	return &m.result
}

// run makes a result of what the machine computes, whose planes it shares.
func (m *Machine) run(b *Block, r *Result) {
	m.machine.Run(b.planes, words)
	r.records = b.records
	for k := range r.planes {
		r.planes[k] = m.machine.Output(k)
	}
}

// Ops is how many operations on planes the machine does for a block.
func (m *Machine) Ops() int { return m.program.Ops() }
