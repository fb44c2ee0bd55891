'  a\n    b\n  c\n'.stripIndent()
----
'  a\n    b\n  c'.stripIndent()
----
'    a\n  b\n'.stripIndent()
----
def k = 'a'; ['a': 1]["$k"]
----
def k = 'a'; ['a': 1].get("$k")
----
def k = 'a'; def m = ['a': 1]; m["$k"] = 5; m
----
def k = 'a'; ["$k": 1]['a']
----
def k = 'a'; def m = [("$k"): 1]; m.keySet().first().class
----
"x${1}" in ['x1']
----
['x1'].contains("x${1}")
----
["x${1}"].contains('x1')
----
[1] == [1L]
----
[1] as Set == [1L] as Set
----
sprintf('%s', [1,2])
----
printf('%s %s', 'a', 'b')
----
print 1; println 2
----
0..<0
----
(0..<0).toString()
----
(5..1).toString()
----
"${1..3}"
----
[1..3]
----
[1..3].toString()
----
println(1..3)
----
[1,2,3] as int[]
----
([1,2,3] as int[]).class
----
([1,2,3] as int[]).toString()
----
println([1,2] as int[])
----
println([1,2] as String[])
----
"${[1,2] as int[]}"
----
[[1,2] as int[]].toString()
----
'abc' as char[]
----
new int[2][2]
----
new String[2]
----
int[] x = [1,2]; x.length
----
[3,1,2] as TreeSet
----
[3,1,2] as HashSet
----
['b','a','zz','hello','x1'] as HashSet
----
new HashMap([b:1, a:2, zz:3, hello:4])
----
[1,2,2] as Set
----
[a:1].entrySet().first().class.simpleName
----
[a:1].find { true }.class.simpleName
----
Short.MAX_VALUE + 1
----
[1,null,'a',1.5,true,[a:1],[1]].toString()
----
[a:'x', 'b c':[1]].toString()
----
['x'].inspect()
----
[a:'x'].inspect()
----
new Object().toString().startsWith('java.lang.Object@')
----
def c = { it }; c.class.simpleName.contains('closure')
----
({ it }).toString().contains('closure')
----
this.class.name
----
this.toString().startsWith('WorkflowScript@')
----
getClass().simpleName
----
binding.variables
