def f(a, b = a + 1) { [a, b] }; f(1)
----
def f(a, b = a + 1, c = 5) { [a, b, c] }; [f(1), f(1, 2)]
----
def f(a, b = "${a}x") { b }; f(1)
----
def f(a, b = [a]) { b }; f(1)
----
def f(a, b = [1].collect { it + a }) { b }; f(1)
----
def c = { a, b = a + 1 -> [a, b] }; c(1)
----
class X { def f(a, b = { a }) { b() } }; new X().f(3)
----
class X { int v = 2; def f(a, b = a * v) { b } }; new X().f(3)
----
def f(x, y = x) { y }; f(1)
----
def f(String s, String t = s.toUpperCase()) { t }; f('q')
----
def f(Map o, String n = o.name) { n }; f(name: 'z')
----
def f(a, b = { a }) { b() }; f(5)
----
class A { def n(x, y = [1].size()) { x + y }; String toString() { "v${n(1)}" } }; "${new A()}"
----
class A { int v; int w(int f = Math.max(1, 2)) { v * f }; int compareTo(o) { w() <=> o.w() } }; [new A(v: 2), new A(v: 1)].collect { "${-> it.w()}".toString() }
----
def f(x = [1, 2].sum()) { x }; def s = "${-> f()}"; s.toString()
----
def f(a, b = a, c = b) { [a, b, c] }; f(1, 2)
----
def f(a = 1, b = { a + it }) { b(2) }; [f(), f(5)]
----
def f(List a, int n = a.size(), String t = 'x') { [n, t] }; [f([1, 2]), f([1, 2], 7), f([], 0, 'y')]
----
class B { int v; B(int a, int b = a * 2) { v = b } }; [new B(4).v, new B(4, 1).v]
