class P { protected int n = 1; int getN() { n * 10 } }; class C extends P { int twice() { n * 2 } }; new C().twice() + new C().n
----
class A { def x = 1; def getX() { x * 10 }; def f() { [1].collect { x } } }; [new A().f(), new A().x]
----
class A { protected def p = 'p' }; class B extends A { def g() { [1].collect { p } + [p] } }; new B().g()
----
class A { def list = []; def add(x) { [x].each { list << it } ; this } }; new A().add(1).add(2).list
----
class A { static int n = 4; def f() { [1].collect { n + it } }; static g() { [2].collect { n } } }; [new A().f(), A.g()]
----
class A { def v = 1; def f() { def c = { v = v + 1 }; c(); c(); v } }; new A().f()
----
class A { final String s; A(String s) { this.s = s }; def f() { { -> s }() } }; class B extends A { B() { super('b') }; def h() { s + { -> s }() } }; [new B().f(), new B().h()]
