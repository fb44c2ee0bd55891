try { def l=[1,2,3]; l.each{ if(it==1) l<<9 }; l } catch (ConcurrentModificationException e) { 'changed' }
----
def l=[1,2,3]; l.each{ if(it==2) l.remove(0) }; l
----
def l=[1,2,3]; for(x in l){ if(x==2) l.remove((Object)3) }; l
----
try { def l=[1,2,3]; for(x in l){ l.remove(0) }; l } catch (ConcurrentModificationException e) { 'changed' }
----
try { def l=[1,2,3]; l.collect{ l << it; it } } catch (ConcurrentModificationException e) { 'changed' }
----
try { def l=[1,2,3]; l.findAll{ l << it; true } } catch (ConcurrentModificationException e) { 'changed' }
----
try { def l=[1,2,3]; l.eachWithIndex{ x,i -> l << x } } catch (ConcurrentModificationException e) { 'changed' }
----
def l = [1,2,3]; for (x in l) { if (x == 2) l.remove(0) }; l
----
try { def l = [1,2,3]; l.each { if (it == 3) l.clear() }; l } catch (ConcurrentModificationException e) { 'changed' }
----
try { def l = [1,2,3]; l.any { l.clear(); false } } catch (ConcurrentModificationException e) { 'changed' }
----
try { def l = [1,2,3]; l.find { if (it == 1) l << 4; it == 2 } } catch (ConcurrentModificationException e) { 'changed' }
----
def l = [1,2,3]; l.each { x -> if (x == 3) l = [] }; l
----
def x = 'a'; ("$x" == 'a') && !"$x".equals('a') && !('a'.equals("$x"))
----
["${1}", '1'].unique()
----
def x = 'a'; "$x".equals('a')
----
def x='a'; ["$x", 'a'].unique().size()
----
def x='a'; "$x".hashCode() == 'a'.hashCode()
----
def x = 'a'; "$x".equals("$x")
----
def x = 'a'; ["$x", "$x", 'a', 'b'].unique().size()
----
def x = 'a'; ['a', "$x"].toSet().size()
----
def x = 'a'; [x].contains("$x")
----
def x = 'a'; ['a', "$x"] as Set == ['a'] as Set
----
new HashMap([zeta:1,alpha:2,m:3]).toString()
----
def m = new HashMap(); (1..13).each { m['k' + it] = it }; m.keySet().toList()
----
def m = new HashMap(); (1..40).each { m['k' + it] = it }; (5..40).each { m.remove('k' + it) }; m.keySet().toList()
----
new HashSet(['zeta', 'alpha', 'm', 'beta', 'gamma', 'delta', 'x1']).toList()
----
def m = new HashMap(a: 1, bb: 2, ccc: 3, dddd: 4, e5: 5, f66: 6, g777: 7); m.put('zz', 0); m.keySet().join(',')
----
new HashMap([zeta:1,alpha:2,m:3]).keySet().toList()
----
def t = new TreeMap(); ['c','a','b'].each { t[it] = 1 }; t.remove('a'); t.put('aa', 2); [t.firstKey(), t.lastKey(), t.toString()]
----
def t = new TreeSet([3,1,2]); t.remove(2); t.add(0); t.toList()
----
def h = new HashMap(); h.a = 1; h.b = 2; h.keySet(); h.a = 5; h.values().toList()
----
new groovy.json.JsonSlurperClassic().parseText('{"b":1,"a":2}').toString()
----
def n = [1,2,3,4]; n.subList(1, 3).clear(); n
----
[1,2,3].subList(1,3)
----
[1,2].subList(0,5)
----
[1,2].subList(-1,1)
----
[1,2,3].subList(2,1)
----
def l = [1,2,3]; l.subList(0,2).collect { it * 2 } + l.subList(2,3)
----
def l = [3,1,2]; new ArrayList(l.subList(0, 2)).sort()
----
def m = [(1.5): 'a', ([1]): 'b', (2G): 'c']; m.remove([1]); m.remove(1.5); m[2G] = 'd'; m.put([1], 'e'); [m.size(), m[[1]], m]
