class P { P(){ println 'P'; hook() }; def hook(){ println 'P.hook' } }; class C extends P { def f = 'set'; def hook(){ println "C.hook $f" }; C(){ super(); println "C $f" } }; new C(); 1
----
class P { P(){ hook() }; def hook(){ } }; class C extends P { def f = 'set'; def got; def hook(){ got = "x$f" }; }; new C().got
----
class P { def name='p'; P(){ init() }; def init(){} }; class C extends P { List l = []; def init(){ l << 1 } }; new C().l
----
enum Op { PLUS('+') { int apply(int a, int b){ a + b } }, MINUS('-') { int apply(int a, int b){ a - b } }; final String s; Op(String s){ this.s = s }; abstract int apply(int a, int b) }; Op.values().collect { it.s + it.apply(5, 3) }
----
class A { int compareTo(o){ 0 } }; new A() == new A()
----
trait T1 { def f(){ '1' } }; trait T2 { def f(){ '2' } }; class A implements T1, T2 { }; new A().f()
----
class A { int v = 1; A() { v += 10 } }; class B extends A { int w = v * 2; B() { w += 1 } }; def b = new B(); [b.v, b.w]
----
class A { int v; A(int v) { this.v = v } }; class B extends A { int w = 5; B(int x) { super(x * 2); w += v } ; B() { this(7) } }; [new B(1).w, new B().w, new B().v]
----
class A { def log = []; A() { log << 'A' }; A(x) { this(); log << x } }; class B extends A { B() { log << 'B' }; B(y) { super(y); log << 'By' } }; [new B().log, new B(2).log, new A(3).log]
----
class A { int n = 3; String s; def m(){ n } }; class B extends A { def k = m() + 1 }; new B(s: 'x').k
----
class E1 extends Exception { int code = 7; E1(String m) { super(m); code += 1 } }; try { throw new E1('x') } catch (E1 e) { [e.message, e.code] }
----
class E2 extends RuntimeException { def f = 'f'; E2() { super('dflt') } }; try { throw new E2() } catch (e) { [e.message, e.f] }
----
enum P { A(1), B(2) { def name2() { 'b' } }; final int n; P(int n) { this.n = n }; def name2() { 'x' } }; P.values().collect { [it.n, it.name2()] }
----
class A { int x = 1; int y = x + 1; { y += 10 } }; def a = new A(x: 5); [a.x, a.y]
----
trait T { int c = 3; def inc() { c += 1; this } }; class A implements T { int d = c + 1 }; def a = new A(); [a.inc().c, a.d]
----
class L extends ArrayList { int extra = 2; L() { super(); add(1) } }; def l = new L(); [l.size(), l.extra]
----
class A implements Comparable { int v; int compareTo(o) { v <=> o.v } }; [new A(v: 1) == new A(v: 1), new A(v: 1) < new A(v: 2)]
