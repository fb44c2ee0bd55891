(byte)200
----
(short)70000
----
(byte)200 instanceof Byte
----
byte b = 200; b.class.simpleName
----
short s = 1; s += 1; s
----
byte b = 127; b++; b
----
byte b = 5; [b + 1, -b, ~b, b * 2L, b / 2, b == 5, b.equals(5), b <=> 6, b as int]
----
def f(byte b) { 'b' }; def f(int i) { 'i' }; def f(short s) { 's' }; [f((byte) 1), f(1), f((short) 1)]
----
Byte.valueOf('12') + Short.parseShort('300')
----
byte[] a = [1, 200]; [a[0] + a[1], a.length]
----
def m = [((byte) 1): 'b', 1: 'i']; [m.size(), m[1], m[(byte) 1]]
----
def l = [10, 20]; byte i = 1; l[i]
----
byte b = 0; b ? 'y' : 'n'
----
String.format('%d %02x', (byte) 5, (short) 10)
----
groovy.json.JsonOutput.toJson([a: (byte) 7])
----
(byte) 2 ** 3
----
(byte) 3 > 2 && (short) 3 in [1, 2]
----
"${(byte) 9}" + ((short) 8)
----
class A { byte b = 3; short s }; def a = new A(s: 7); [a.b.class.simpleName, a.s.class.simpleName, a.b + a.s]
----
((byte) 1..3).toList()
----
5.byteValue() + 6.shortValue()
----
def f(byte b) { 1 }; f(1)
----
switch ((byte) 2) { case 2: 'two'; break; default: 'no' }
----
[(byte) 3, 1, (short) 2].sort()
----
(byte) 'a' as char
