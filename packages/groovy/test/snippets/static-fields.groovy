class A { static int n = 0
 static { n = 10 }
 static up() { n += 1 } }
A.up()
A.up()
A.n
----
class A { static final Map M = [a: 1].asImmutable()
 static String get(k) { M[k] } }
A.get('a')
----
class A { static x = { println 'lazy'; 5 }() 
 static y() { x } }
println 'start'
[A.y(), A.y()]
----
class Base { static { println 'base' } }
class Sub extends Base { static { println 'sub' } 
 def v = 1 }
println 'go'
new Sub().v
----
class A { static { println 'never' } }
println A.simpleName
A.class.name
----
class S { private static S one
 static S get() { if (one == null) one = new S(); one } }
S.get().is(S.get())
----
class T { static count = 0
 T() { count++ } }
new T(); new T()
T.count
----
interface C { int MAX = 5 }
class D implements C { def m() { MAX } }
[C.MAX, new D().m(), D.MAX]
----
enum E { A(1), B(2)
 static total = 0
 int v
 E(int v) { this.v = v }
 static sum() { values().sum { it.v } } }
[E.sum(), E.total, E.A.v]
----
class A { static { println 'init A' }
 static int x = 5 }
println 'before'
A.x
----
class A { static { println 'init A' }
 A() { println 'ctor' } }
println 'before'
new A()
new A()
'done'
----
class A { static log = []
 static { log << 'a' }
 static { log << 'b' } }
A.log
----
class A { static int n = 0
  static next() { ++n }
  final int id = next() }
[new A().id, new A().id, A.n]
