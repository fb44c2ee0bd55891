def r=[]; switch(9){ case 1: r<<1; default: r<<'d'; case 3: r<<3 }; r
----
def r=[]; switch(9){ default: r<<'d'; case 3: r<<3 }; r
----
def r=[]; switch(9){ case 1: r<<1; break; default: r<<'d'; case 3: r<<3; break; case 4: r<<4 }; r
----
def f(x) { switch (x) { case 1: 'a'; break; case 2: 'b' } }; [f(1), f(2)]
----
def f(x) { switch (x) { default: 'd'; break; case 1: 'one'; break } }; [f(1), f(2)]
----
def f(x) { switch (x) { case 1: 'one'; break; default: 'd' } }; [f(1), f(2)]
----
def r = []; switch (1) { default: r << 'd'; case 1: r << 1; case 2: r << 2 }; r
----
def r = []; switch (2) { case 1: r << 1; default: r << 'd'; break; case 2: r << 2 }; r
----
"x" + (1..3)
----
(1..3).toString() + (1..<3) + (3..1) + ('a'..'c')
----
'a'.plus(1..2) + (1..2) + (1..<4) + ('a'..'b')
----
def s = 'v'; s += 1..2; s
----
def sb = new StringBuilder(); sb << (1..2); sb.append(1..3); sb.toString()
----
"${1}" + (1..2)
----
[(1..2)].toString() + [a: 1..2]
----
(1..2).toString() + '' + (1..2)
----
null.toString() + (1..2)
----
enum E {A,B}; (E.A..E.B).toList()
----
enum E {A,B}; def r = []; for (e in E.A..E.B) r << e; r
----
enum E {A,B,C}; (E.C..E.A).toList() + (E.A..<E.C).toList() + (E.B..E.B).toList()
