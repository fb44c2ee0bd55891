class Words { static String shout(String s) { s.toUpperCase() + '!' } }; use(Words) { 'a'.shout() }
----
class Words { static String shout(String s) { s + '!' } }; 'a'.shout()
----
class Words { static shout(String s, int n) { s * n }; static shout(Integer i, int n) { i * n } }; use(Words) { ['a'.shout(3), 4.shout(2)] }
----
class Words { static String getLoud(String s) { s.toUpperCase() } }; use(Words) { 'a'.loud }
----
class A { static f(Object o) { 'A' } }; class B { static f(Object o) { 'B' } }; use(A, B) { 1.f() }
----
class A { static f(Object o) { 'A' } }; class B { static f(Object o) { 'B' } }; use([A, B]) { 1.f() }
----
class A { static f(Object o) { 'A' } }; class B { static f(Object o) { 'B' } }; use(A) { use(B) { 1.f() } + 1.f() }
----
class A { static String trim(String s) { 'mine' } }; use(A) { ' x '.trim() } + ' x '.trim()
----
class A { static f(String s) { "f$s".toString() } }; def g() { 'x'.f() }; use(A) { g() }
----
class A { static f(String s) { "f$s".toString() } }; use(A) { ['x', 'y'].collect { it.f() } }
----
class A { static f(String s) { 1 } }; use(A) { 5.f() }
----
class A { static f(String s) { 1 } }; def n = 2; use(A) { "a$n".f() }
----
class Words { static plus(String s, List l) { l.collect { s + it } } }; use(Words) { 'a' + ['b', 'c'] }
----
class A { static f(String s) { s.length() } }; use(A) { 'abc'.with { f() } }
