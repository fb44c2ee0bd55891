def s=[1,2] as Set; [s.remove(1), s.remove(9), s]
----
def s=[1,2] as HashSet; s.remove(2); s
----
def s = new TreeSet([1, 2]); [s.remove(1), s]
----
def m = [a: 1]; m.keySet().remove('b'); m
----
def l=[1,2,3]; l.remove((Object)1); l
----
def l=[1,2,3] as LinkedList; l.remove((Object)3); l
----
def l = [1,2,3]; l.remove(1 as Object); l
----
def l = ['a', 'b']; l.remove('b' as Object); l
----
def m = [1: 'a']; m.remove((Object) 1); m
----
def s = [1, 2] as Set; s.remove((Object) 1); s
----
def l = [5, 6]; l?.remove((Object) 5); [l, l.remove((int) 0)]
----
class R { def remove(Object o) { "r$o" } }; new R().remove((Object) 1)
----
def l = []; l.addAll(0, (1..200000).toList()); l.size()
----
def l = []; l[0..<0] = (1..200000).toList(); l.size()
----
def l = [1, 2]; [l.addAll(1, [7, 8]), l.addAll(0, []), l]
----
def l = []; l.addAll(1, [2])
----
def l = []; Collections.addAll(l, ((1..150000).toList() as Object[])); l.size()
----
[(1..150000).toList()].collectMany { it }.size()
----
(1..150000).collect { 'a' }.join('\n').stripIndent().size()
----
(1..150000).collect { [it] }.transpose()[0].size()
