package rules
import ("testing";"fmt";"slices";"maps";"time"
"github.com/trias-sovereignty/trias/evidence")
func TestScratch(t *testing.T){
 env,_ := NewEnv([]ExtFact{{Group: "x", Name: "on", Kind: evidence.KindDate}, {Group: "x", Name: "b", Kind: evidence.KindBool},
		{Group: "x", Name: "n", Kind: evidence.KindInt}, {Group: "x", Name: "f", Kind: evidence.KindNumber}, {Group: "x", Name: "v", Kind: evidence.KindVersion},
		{Group: "x", Name: "l", Kind: evidence.KindText, List: true}, {Group: "x", Name: "lic", Kind: evidence.KindText}})
 fs := env.cel.Functions()
 for _, n := range slices.Sorted(maps.Keys(fs)) { for _,o := range fs[n].OverloadDecls() { fmt.Println(n, o.ID(), o.ArgTypes(), o.ResultType(), o.IsMemberFunction(), o.IsNonStrict()) } }
 fmt.Println(env.cel.Macros(), len(env.cel.Variables()))
 for _,v := range env.cel.Variables() { fmt.Println("var", v.Name(), v.Type()) }
 sc,_ := env.Scope("T", nil)
 for _, text := range []string{`int == int`,`bool == bool`,`ext.x.n in [1,"a"]`,`ext.x.f in [1, 2.5]`, `ext.x.n in [1.0]`,`ext.x.n in []`,`ext.x.l.all(data, data == "x") == true`,`ext.x.l.all(at, at == "x") == true`, `ext.x.l.all(subject, subject == "x") == true`, `[1,2] == [1,2]`, `size([1,2]) == 2`, `(ext.x.b ? 1 : 2) > ext.x.n`, `at == at`, `true`, `days(1) == days(1)`, `days(ext.x.n) == days(1)`, `ext.x.on + days(ext.x.n) > at`, `google.protobuf.Timestamp{} == null`, `ext.x.lic.satisfies("1")`, `ext.x.l.all(x, x.y == 1)`, `ext.x.l.all(a, ext.x.l.all(b, ext.x.l.exists(c, a==b && c==b)))`,`ext.x.l.all(a, ext.x.l.all(b, a==b))`, `ext.x.l.all(a, osiApproved(a))`, `ext.x.v.satisfies(">= 1")`, `size(ext.x.l) in [1,2]`,`ext.x.l.all(x, true)`, `"a" in ["a", ext.x.lic]`, `licensedUnder(ext.x.lic, ["a", "b"])`, `licensedUnder(ext.x.lic, ["a", 1])`, `licensedUnder(ext.x.lic, [])`, `(ext.x.l.all(x, true) ? 1 : 2) > 1`, `@in(1,[1])`, `_==_(1,1)`, `ext.x.l.all(x, y, true)`, `ext.x.l.exists(x, x == 1)`, `ext.x.?b`, `"a".contains("b") == ext.x.b`, `-ext.x.n > 1`, `-(9007199254740992) > 1`, `9007199254740993 > 1`, `-9223372036854775808 > ext.x.n`, `!!!ext.x.b`, `data`, `subject.regions == subject.regions`, "`a` == 1", `ext.x.v == version("1.0")`, `ext.x.v in ["1"]`, `ext.x.on == date("2026-01-01")`, `ext.x.b in [true]`, `1 == 1 ? ext.x.b : false`, `date(ext.x.lic) > at`, `1 > 2 || "x" == 'x' || 0x10 > 3`, `inRegion(ext.x.lic, ext.x.lic, at)`, `"x".size() > 1`, `trias.ext{}`, `.ext.x.b`, `ext["x"].b`, `ext.x.l.exists(x, x in ["a"]) in [true]`} {
   start := time.Now()
   r, ps := sc.Compile(Source{Text:text})
   if ps != nil { fmt.Println("PROB", text, "::", ps); continue}
   fmt.Println("OK  ", text, r.Cost, r.Reads, time.Since(start))
 }
}
