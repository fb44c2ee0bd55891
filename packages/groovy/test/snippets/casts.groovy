class A { def f(int x) { 'int' }
 def f(long x) { 'long' }
 def f(Object x) { 'object' } }
def a = new A(); [a.f(1), a.f(1L), a.f((long) 1), a.f((Object) 1), a.f((Integer) 1), a.f(null)]
----
def f(Map m) { 'map' }
def f(String s, Object... rest) { "var ${rest.size()}" }
[f(a: 1), f('x'), f('x', 1, 2), f('x', (Object) 'y')]
----
def g(CharSequence c) { 'cs' }
def g(String s) { 's' }
[g("a${1}"), g('a'), g((CharSequence) 'a'), g("a${1}" as String), g("a${1}".toString())]
----
def foo(String s) { 'string' }
def foo(Object o) { 'object' }
def foo(Integer i) { 'int' }
[foo((String) null), foo((Object) 'x'), foo('x'), foo(1), foo((Object) 1), foo(1 as Object)]
----
class A { def foo(List l) { 'list' }
 def foo(Collection c) { 'collection' }
 static bar(Number n) { 'n' }
 static bar(Integer i) { 'i' } }
def a = new A()
[a.foo((Collection) [1]), a.foo([1]), A.bar((Number) 1), A.bar(1)]
----
class P { P(String s) { w = 's' }
 P(Object o) { w = 'o' }
 def w }
[new P('x').w, new P((Object) 'x').w, new P((String) null).w]
