def f(Object o){ 'obj' }; def f(List l){ 'list' }; def f(Collection c){'col'}; def f(Map m){'map'}; [f([]), f([] as Set), f([:]), f(1), f(1..2)]
----
def f(Collection l){ 'coll' }; def f(List l){ 'list' }; f([])
----
def f(List l){ 'list' }; def f(Iterable l){ 'iter' }; f([])
----
def f(Map m){ 'map' }; def f(HashMap l){ 'hm' }; f([:])
----
def f(CharSequence m){ 'cs' }; def f(String l){ 's' }; [f('a'), f("${1}")]
----
def f(Number m){ 'num' }; def f(Comparable l){ 'cmp' }; f(1)
----
def f(Object[] a){ 'arr' }; def f(Object a){ 'one' }; [f(1), f(1,2), f([1] as Object[])]
----
def f(Object o) { 'o' }; def f(Number n) { 'n' }; def f(Integer i) { 'i' }; def f(long l) { 'l' }; [f(1), f(1L), f(1.5), f('x'), f(1G), f(2d)]
----
def f(Object... a) { 'var' }; def f(String s) { 's' }; def f(Object o) { 'o' }; [f(), f('a'), f(1), f(1, 2), f('a', 'b')]
----
def f(Object o) { 'o' }; def f(Closure c) { 'c' }; [f { 1 }, f(1)]
----
class A { }; class B extends A { }; class C extends B { }; def f(A a) { 'A' }; def f(B b) { 'B' }; [f(new C()), f(new B()), f(new A())]
----
interface I { }; interface J extends I { }; class A implements J { }; class B extends A { }; def f(I i) { 'I' }; def f(J j) { 'J' }; def f(A a) { 'A' }; [f(new B()), f(new A())]
----
def f(Map m, String s) { 'ms' }; def f(Map m, Object o) { 'mo' }; [f(a: 1, 's'), f(a: 1, 2), f(a: 1, "${1}")]
----
def f(Exception e) { 'e' }; def f(RuntimeException e) { 'r' }; [f(new IllegalStateException()), f(new IOException())]
----
def f(int a, Object b) { 'io' }; def f(Object a, Object b) { 'oo' }; [f(1, 1), f('a', 1), f(1L, 1)]
----
def f(List l) { 'l' }; def f(Object o) { 'o' }; [f(['a'] as String[]), f(1..2), f([] as LinkedList), f([] as Set)]
----
def f(x) { 'x' }; def f(String s) { 's' }; [f(null), f('a'), f(1)]
