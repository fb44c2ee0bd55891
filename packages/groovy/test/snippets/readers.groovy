def t = new StringTokenizer('a b  c'); def l = []; while (t.hasMoreTokens()) l << t.nextToken(); l
----
def t = new StringTokenizer('a,b;c', ',;'); [t.countTokens(), t.nextToken(), t.countTokens(), t.nextElement()]
----
def t = new StringTokenizer('a=b', '=', true); [t.nextToken(), t.nextToken(), t.nextToken(), t.hasMoreElements()]
----
new StringTokenizer('').nextToken()
----
def s = new Scanner('one two\n3 true x'); [s.next(), s.next(), s.nextInt(), s.nextBoolean(), s.hasNextInt(), s.next(), s.hasNext()]
----
def s = new Scanner("a b\nc\r\n\nd"); def l = []; while (s.hasNextLine()) l << s.nextLine(); l
----
def s = new Scanner('a, b,c').useDelimiter(',\\s*'); def l = []; while (s.hasNext()) l << s.next(); l
----
new Scanner('').next()
----
new Scanner('x').nextInt()
----
new Scanner('').nextLine()
----
def s = new Scanner('  12345678901 z'); [s.hasNextLong(), s.nextLong()]
----
import java.util.stream.Collectors; ['a', 'bb', 'ccc'].stream().map { it.length() }.filter { it > 1 }.collect(Collectors.toList())
----
import java.util.stream.Collectors; ['b', 'a', 'b'].stream().distinct().sorted().collect(Collectors.joining(', ', '[', ']')).toString()
----
import java.util.stream.Collectors; ['b', 'a'].stream().collect(Collectors.joining())
----
import java.util.stream.Collectors; [1, 2, 3, 4].stream().collect(Collectors.groupingBy { it % 2 }) == [(0): [2, 4], (1): [1, 3]]
----
import java.util.stream.Collectors; [1, 2].stream().collect(Collectors.toMap({ "k$it".toString() }, { it * 2 })) == [k1: 2, k2: 4]
----
[1, 2, 3].stream().anyMatch { it > 2 }
----
[[1, 2, 3].stream().allMatch { it > 2 }, [1, 2].stream().noneMatch { it > 2 }]
----
[1, 2, 3].stream().skip(1).limit(1).findFirst().get()
----
[].stream().findFirst().isPresent()
----
[1, 2, 3].stream().mapToInt { it * 2 }.sum()
----
[1, 2, 3].stream().count()
----
[1, 2, 3].stream().reduce(0) { a, b -> a + b }
----
def l = []; [1, 2].stream().peek { l << it }.forEach { l << it * 10 }; l.sort()
----
[[1, 2], [3]].stream().flatMap { it.stream() }.map { it + 1 }.toArray().toList()
----
import java.util.stream.Collectors; ('a'..'c').stream().map { it.toUpperCase() }.collect(Collectors.toSet()).sort()
----
Arrays.stream([3, 1] as Integer[]).sorted().toArray().toList()
