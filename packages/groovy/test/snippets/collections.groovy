[1,2,3].collect { it * 2 }
----
[1,2,3].find { it > 1 }
----
[1,2,3].findAll { it > 1 }
----
[3,1,2].sort()
----
[3,1,2].sort { -it }
----
[3,1,2].sort { a, b -> b <=> a }
----
def l = [3,1,2]; l.sort(); l
----
def l = [3,1,2]; l.sort(false); l
----
def l = [3,1,2]; l.sort(false) { it }
----
[3,1,2].reverse()
----
[3,1,2].max() + [3,1,2].min()
----
['a','bbb','cc'].max { it.size() }
----
['a','bbb','cc'].min { a, b -> a.size() <=> b.size() }
----
[1,2,3].sum()
----
['a','b'].sum()
----
[[1],[2]].sum()
----
[].sum()
----
[1,2].sum { it * 2 }
----
[1,2].sum(10)
----
[1,2,3].join('-') + [1,null].join(',')
----
[1,2,3].inject(0) { a, b -> a + b }
----
[1,2,3].inject { a, b -> a * b }
----
[].inject { a, b -> a }
----
[1,2,3].any { it > 2 } && [1,2,3].every { it > 0 }
----
[1,2,3].first() + [1,2,3].last() + [1,2,3].head()
----
[].first()
----
[].last()
----
[1,2,3].tail() + [1,2,3].init()
----
[1,2,3].take(2) + [1,2,3].drop(2)
----
[1,2,3].takeWhile { it < 3 }
----
[1,2,3].dropWhile { it < 3 }
----
[1,2,3,4,5].collate(2)
----
[1,2,3,4,5].collate(2, false)
----
[1,2,3,4,5].collate(3, 1)
----
[1,1,2].unique()
----
[1,-1,2].unique { it.abs() }
----
['a','B','b'].unique { a, b -> a.toLowerCase() <=> b.toLowerCase() }
----
[1,2,3].contains(2) && 2 in [1,2]
----
[1,2,3].indexOf(3)
----
[1,2,3].findIndexOf { it == 3 }
----
[1,[2,[3,4]]].flatten()
----
[1,2,3].withIndex()
----
[1,2,3].indexed()
----
[1,2,3].eachWithIndex { v, i -> print "$i:$v " }
----
[1,2,3].each { print it }
----
[1,2,3].reverseEach { print it }
----
[1,2,3].groupBy { it % 2 }
----
[1,2,3].countBy { it % 2 }
----
[1,2,3].split { it > 1 }
----
[1,2,3].count(2)
----
[1,2,3].count { it > 1 }
----
[[1,2],[3,4]].transpose()
----
[[1,2],[3,4]].combinations()
----
[1,2,3].permutations().size()
----
[1,2,3].subsequences().size()
----
[1,2,3] + 4
----
[1,2,3] + [4]
----
[1,2,3] - 2
----
[1,2,3] - [2,3]
----
[1,2] * 2
----
[1,2] << 3
----
def l = []; l += 1; l += [2,3]; l
----
def l = [1,2]; l.add(3); l.push(4); l
----
def l = [1,2,3]; l.pop(); l
----
def l = [1,2,3]; l.remove(0); l
----
def l = [1,2,3]; l.remove(Integer.valueOf(3)); l
----
def l = ['a','b']; l.remove('a')
----
def l = [1,2,3]; l.removeAll { it > 1 }; l
----
def l = [1,2,3]; l.retainAll { it > 1 }; l
----
def l = [1,2,3]; l.removeAll([1]); l
----
def l = [1,2,3]; l.clear(); l
----
def l = [1,2,3]; l[5] = 9; l
----
def l = [1,2,3]; l[-1] = 9; l
----
def l = [1,2,3]; l[-5] = 9; l
----
[1,2,3][5]
----
[1,2,3][-1]
----
[1,2,3][-5]
----
[1,2,3][0..1]
----
[1,2,3][-2..-1]
----
[1,2,3][0,2]
----
[1,2,3][5..6]
----
[1,2,3].get(5)
----
[1,2,3].getAt(1)
----
[1,2,3] == [1,2,3]
----
[1,2] == [1,2,3]
----
[1,2,3].equals([1,2,3])
----
[1,2,3] as Set
----
[1,2,3].toSet()
----
([1,2] as Set) == ([2,1] as Set)
----
[1,2,2].toSet().size()
----
def s = [1] as Set; s << 1 << 2; s
----
def s = new HashSet(); s.add('a'); s.add('a')
----
([1,2] as Set) + 3
----
([1,2] as Set) - 2
----
([1,2,3] as Set).findAll { it > 1 }
----
([3,1,2] as Set).sort()
----
[1,2,3].iterator().next()
----
def it2 = [1,2].iterator(); def r = []; while (it2.hasNext()) r << it2.next(); r
----
[1,2,3].size()
----
[1,2,3].isEmpty() || [].isEmpty()
----
[] ? 1 : 0
----
[0] ? 1 : 0
----
[1,2,3]*.toString()
----
['a','b']*.size()
----
['a',null]*.size()
----
[[a:1],[a:2]]*.a
----
[[a:1],[a:2]].a
----
[1,2,3].collectEntries { [it, it * 2] }
----
[1,2,3].collectEntries { [(it): it * 2] }
----
[[1,2],[3,4]].collectEntries()
----
[1,2,3].collectMany { [it, it] }
----
[1,[2,3]].collectNested { it * 2 }
----
[1,2,3].findResult { it > 1 ? "r$it" : null }
----
[1,2,3].findResults { it > 1 ? it * 2 : null }
----
['a',1,null,2.5].findAll { it instanceof Number }
----
['a',1,2.5,'b'].grep(String)
----
[1,2,3,4].grep { it % 2 == 0 }
----
['abc','xyz'].grep(~/a.*/)
----
[1,0,2,null,''].grep()
----
[1,2,3,4].grep(2..3)
----
[1,2].intersect([2,3])
----
[1,2].disjoint([3])
----
Collections.max([1,3,2])
----
Collections.sort([3,1,2])
----
def l = [3,1,2]; Collections.sort(l); l
----
Collections.reverse([1,2])
----
Arrays.asList(1,2,3)
----
Arrays.asList('a,b'.split(','))
----
def (a, b, c) = [1, 2]; [a, b, c]
----
def (int a, String b) = [1, 'x']; a + b
----
[*[1,2], 3, *[4]]
----
def f(a, b) { a + b }; f(*[1, 2])
----
(1..5).collect { it }
----
(1..<5).toList()
----
(5..1).toList()
----
(1..10).step(3)
----
(1..3).each { print it }
----
(1..5).contains(3) && 3 in 1..5
----
(1..5).size()
----
(1..5)[1..2]
----
('a'..'c').collect { it }
----
(1..5).findAll { it % 2 }
----
(1..3) + 4
----
(1..3).reverse()
----
(1.5..3.5).toList()
----
(1..3).from + (1..3).to
----
(1..3) == [1,2,3]
----
for (i in 0..2) print i
----
for (i in 3..1) print i
----
for (i in [a:1]) print i.key
----
(0..2).inject { a, b -> a + b }
----
[a:1, b:2].collect { k, v -> "$k$v" }
----
[a:1, b:2].collect { it.key + it.value }
----
[a:1, b:2].each { k, v -> print "$k=$v " }
----
[a:1, b:2].each { print it }
----
[a:1, b:2].eachWithIndex { e, i -> print "$e$i " }
----
[a:1, b:2].eachWithIndex { k, v, i -> print "$k$v$i " }
----
[a:1, b:2].find { it.value == 2 }
----
[a:1, b:2].find { k, v -> v == 2 }.key
----
[a:1, b:2].findAll { it.value > 1 }
----
[a:1, b:2].findAll { k, v -> v > 1 }
----
[a:1, b:2].collectEntries { k, v -> [v, k] }
----
[a:1, b:2].collectEntries { k, v -> [(k.toUpperCase()): v] }
----
[a:1, b:2].any { k, v -> v > 1 } && [a:1].every { it.value == 1 }
----
[a:1, b:2].sort { -it.value }
----
[b:1, a:2].sort()
----
[b:1, a:2].sort { it.key }
----
[b:1, a:2].sort { x, y -> x.value <=> y.value }
----
[a:1, b:2].max { it.value }.key
----
[a:1, b:2].min { it.value }
----
[a:1, b:2].groupBy { it.value % 2 }
----
[a:1, b:2].inject(0) { s, k, v -> s + v }
----
[a:1, b:2].keySet() as List
----
[a:1, b:2].values().sum()
----
[a:1, b:2].entrySet().collect { it.key }
----
[a:1] + [b:2]
----
[a:1, b:2] - [a:1]
----
[a:1] << [b:2]
----
[a:1].containsKey('a') && [a:1].containsValue(1)
----
[a:1].get('b', 5)
----
def m = [a:1]; m.get('b', 5); m
----
[a:1].getOrDefault('z', 9)
----
def m = [a:1]; m.b = 2; m['c'] = 3; m.put('d', 4); m
----
def m = [a:1]; m.remove('a'); m
----
def m = [a:1]; m.putAll([b:2]); m
----
def m = [a:1]; m.putIfAbsent('a', 2); m.putIfAbsent('b', 2); m
----
def m = [:]; m.a = m.a ?: 0; m.a += 1; m
----
def m = [a:[b:[c:1]]]; m.a.b.c
----
def m = [a:[b:1]]; m.a.b = 2; m
----
def m = [a:1]; m.x?.y
----
[a:1].class
----
[a:1].getClass()
----
[:].size()
----
[:] ? 1 : 0
----
[a:1] == [a:1]
----
[a:1, b:2] == [b:2, a:1]
----
[1:'a'][1]
----
[1:'a'].get(1L)
----
[(1+1):'x']
----
[true:'x']
----
[(true):'x'][true]
----
[null:'x']
----
[(null):'x'][null]
----
['a b':1].'a b'
----
[a:1]['a']
----
def k='a'; [a:1]."$k"
----
[a:1].subMap(['a','z'])
----
[a:1,b:2].subMap(['a'])
----
[a:1].toString()
----
[a:'x']
----
[a:1, *:[b:2]]
----
def f(Map m) { m }; f(a:1, b:2)
----
def f(Map m, x) { [m, x] }; f(5, a:1)
----
def f(Map m = [:], x) { [m, x] }; f(5)
----
new HashMap([a:1])
----
new TreeMap([b:1, a:2])
----
new LinkedHashMap()
----
new ArrayList([1,2])
----
new TreeSet([3,1,2])
----
new TreeSet(['b','a']).first()
----
[b:1,a:2] as TreeMap
----
[a:1].entrySet().iterator().next().getValue()
----
def m=[a:1]; m.each { it.value = 5 }; m
----
[a:null].a
----
[a:1].isEmpty()
----
[a:1,b:2].size()
----
[[name:'x', v:1],[name:'y', v:2]].collectEntries { [it.name, it.v] }
----
[[name:'x', v:1],[name:'y', v:2]].find { it.name == 'y' }?.v
----
[[n:'b'],[n:'a']].sort { it.n }
----
[[n:'b'],[n:'a']].sort { a, b -> a.n <=> b.n }*.n
----
['x','y'].withIndex().collect { v, i -> "$i$v" }
----
['x','y'].withIndex().collectEntries()
----
[a:1].withIndex
----
['b','a'] as String[]
----
(['b','a'] as String[]).sort()
----
([1,2] as int[]).collect { it + 1 }
----
def a = new int[3]; a[0] = 5; a
----
def a = new String[2]; a[0] = 'x'; a.toString()
----
def a = [1,2] as int[]; a[5]
----
def a = [1,2] as int[]; a.size() + a.length
----
([1,2] as int[]) == [1,2]
----
[1,2].toArray().class
----
[1,2,3].toArray().length
----
def q = new LinkedList([1,2]); q.addFirst(0); q.poll(); q
----
def st = new Stack(); st.push(1); st.push(2); st.pop(); st
----
new ArrayDeque([1,2]).poll()
----
[3,1,2].toSorted()
----
[1,2,3,4].findIndexValues { it % 2 == 0 }
----
[1,2,3].every()
----
[1,null].any()
----
[[1,2],[3]].collect { a -> a.size() }
----
[[1,2],[3,4]].collect { a, b -> a + b }
----
[[1,2],[3,4]].each { a, b -> print a + b }
----
[1,2,3].dropRight(1) + [1,2,3].takeRight(1)
----
[1,2,3].swap(0,2)
----
[1, 2, 3].asList()
----
[1,2,3].hashCode()
----
[a:1].hashCode()
----
([1,2] as Set).hashCode()
----
['a':1].equals(['a':1])
----
[1,2,3].containsAll([1,2])
----
[1,[a:2]].toString()
----
[a:[1,2]].toString()
----
def l = [1,2]; l << l; l.toString()
----
[1,2,3].minus([1]).plus(5)
----
[1,2,3].multiply(2)
----
['a','b'].join()
----
[1,2,3].max { -it }
----
[1,2,3].add(4)
----
[1,2,3].addAll([4])
----
def l=[1]; l.addAll(0, [5,6]); l
----
def l=[1,2,3]; l.set(0, 9); l
----
[1,2,3].lastIndexOf(3)
----
[2,3].pop()
----
[1,2,3].foo()
----
[a:1].foo()
