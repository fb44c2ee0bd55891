@groovy.transform.Field def n = 0
def inc(){ n++; null }
[1,2].each { inc() }
n
----
@groovy.transform.Field def n = 0
def inc(){ n++; null }
def c = { inc() }; c()
n
----
@groovy.transform.Field List l = []
void add(x){ l.add(x) }
[1,2].each { add(it) }
[1,2].each { x -> [9].each { add(x) } }
l
----
class D { def log = []; def foo(x){ log << x; null } }; def d = new D(); d.with { foo 1 }; d.log
----
class D { def log = []; void foo(x){ log << x } }; def d = new D(); def c = { foo 1 }; c.delegate = d; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); d.log
----
class D { def log = []; void foo(x){ log << x } }; def d = new D(); def c = { foo 1 }; c.delegate = d; c(); d.log
----
class D { def log = []; void foo(x){ log << x } ; def go(){ [1,2].each { foo(it) }; log } }; new D().go()
----
class D { int n = 0; def nothing(){ n++; null } ; def go(){ def c = { nothing() }; c(); [1].each { c() }; n } }; new D().go()
----
class D { static int n = 0; static nothing(){ n++; null } ; static go(){ def c = { nothing() }; c(); n } }; D.go()
----
def m = [:]; def c = { put('k', 1) }; c.delegate = m; c.resolveStrategy = Closure.DELEGATE_ONLY; c(); m
----
def l = []; def f = { x -> l << x; null }; [1,2].each { f(it) }; l
----
def m = [a: null]; m.with { a }
----
class D { def p = null }; def p = 'owner'; def c = { -> p }; c.delegate = new D(); c.resolveStrategy = Closure.DELEGATE_FIRST; c()
----
class D { def p = null }; def c = { -> p }; c.delegate = new D(); c()
----
def l=[1,2,3]; (l as Object[]).length
----
def x = 3; def f = { -> x++ ; null }; [1].each { f() }; x
----
def m=[a:1]; def c = { remove('zz') }; c.delegate = m; c()
----
class A { def x = null; def go(){ [1].each { println x } } }; new A().go()
----
class A { def calls = 0; def getP(){ calls++; null }; def go(){ [1].each { p }; calls } }; new A().go()
----
def m = [:]; m.with { put('a', 1); put('b', 2) }; m
----
def m = new TreeMap(); m.with { put('a', 1); it }; m
----
def m = new HashMap(); m.with { put('a', 1) }; m.size()
----
@groovy.transform.Field def n = 0
def nothing() { n++; null }
def c = { -> { -> nothing() }() }; c(); n
----
def m = [a: null, b: 2]; m.with { [a, b, c] }
----
def m = [:].withDefault { 7 }; m.a = null; [m['a'], m.a, m.get('a'), m['b']]
----
x = null; [binding.hasVariable('x'), x, binding.getVariable('x'), binding.x]
----
def l = [].withEagerDefault { null }; [l[2], l]
----
x = null; def c = { x }; c()
----
class A { def f = null; def go() { [1].collect { f } } }; new A().go()
----
class A { def n = 0; def getP() { n++; null }; def go() { def c = { p }; [c(), n] } }; new A().go()
----
class A { def calls = 0; def propertyMissing(String n) { calls++; null }; def go() { def c = { zzz }; [c(), calls] } }; new A().go()
----
class A { def calls = 0; def methodMissing(String n, a) { calls++; null }; def go() { def c = { zzz() }; [c(), calls] } }; new A().go()
