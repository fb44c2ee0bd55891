1/2
----
7/2
----
6/2
----
(6/2).class
----
1/3
----
2/3
----
10/3*3
----
100/7
----
1.5+2.25
----
1.10+2.20
----
1.0*2
----
1.5*1.5
----
0.1+0.2
----
1.0/3
----
1e3+1
----
1.0e10
----
1e-10
----
123456789.123456789*987654321.987654321
----
5.0/2.0
----
1/8
----
1.00/4
----
22.0/7.0
----
-7/2
----
-7%3
----
7.5%2
----
7%0
----
7/0
----
7.0/0
----
1.0d/0
----
0.0d/0
----
-1.0d/0
----
7.intdiv(2)
----
-7.intdiv(2)
----
2**3
----
2**31
----
2**32
----
2**64
----
2**-1
----
2**0.5
----
2.5**2
----
2L**10
----
(2**10).class
----
(2**31).class
----
2147483647+1
----
-2147483648-1
----
2147483647*2
----
2147483647L+1
----
9223372036854775807L+1
----
9223372036854775807L*2
----
100000*100000
----
100000L*100000
----
10000000000
----
10000000000.class
----
12345678901234567890
----
12345678901234567890.class
----
1G+1
----
(1G+1).class
----
1.5f+1
----
(1.5f+1.5f).class
----
1.5f
----
0.1f+0.2f
----
0.1d+0.2d
----
1.0d
----
100.0d
----
1e7d
----
1.0e6d
----
12345678.9d
----
0.001d
----
0.0001d
----
1.0E-5d
----
123456789012345680.0d
----
3.0f
----
1.1f
----
16777216.0f
----
1e10f
----
(int)3.7
----
(int)-3.7
----
(int)3.7d
----
(long)3.7
----
3.7 as int
----
'42' as int
----
'42' as Integer
----
'4.5' as BigDecimal
----
'4.5' as double
----
'4x' as int
----
'x'.toInteger()
----
''.toInteger()
----
' 42 '.toInteger()
----
'42'.toLong()
----
'4.20'.toBigDecimal()
----
'abc'.toBigDecimal()
----
'1e5'.toDouble()
----
'x1'.toDouble()
----
3.14159.round(2)
----
3.14159d.round(2)
----
3.5d.round()
----
(-3.5d).round()
----
3.14159.setScale(2, BigDecimal.ROUND_HALF_UP)
----
2.5.setScale(0, java.math.RoundingMode.HALF_EVEN)
----
3.5.toBigInteger()
----
Math.round(2.5)
----
Math.round(2.5d)
----
Math.round(-2.5d)
----
Math.max(1,2)
----
Math.max(1,2L)
----
Math.min(1.5d,2)
----
Math.abs(-5)
----
Math.abs(-5.5)
----
Math.floor(3.7)
----
Math.ceil(3.2)
----
Math.sqrt(16)
----
Math.pow(2,10)
----
Math.PI
----
Integer.MAX_VALUE
----
Integer.MIN_VALUE
----
Long.MAX_VALUE
----
Double.MAX_VALUE
----
Float.MAX_VALUE
----
Integer.parseInt('12')
----
Integer.parseInt('ff',16)
----
Integer.parseInt('xx')
----
Integer.valueOf('7')
----
Integer.toString(255,16)
----
Integer.toHexString(255)
----
Integer.toBinaryString(10)
----
Integer.toHexString(-1)
----
Long.parseLong('12')
----
Double.parseDouble('1.5')
----
Boolean.parseBoolean('TRUE')
----
Boolean.parseBoolean('yes')
----
1 == 1L
----
1 == 1.0
----
1.0 == 1.00
----
1.0.equals(1.00)
----
1.equals(1L)
----
1 == 1.0d
----
0.1 == 0.1d
----
1 <=> 2
----
2.5 <=> 2
----
1 <=> null
----
null <=> 1
----
1 < 2.5
----
'a' < 'b'
----
1 & 3
----
5 | 2
----
5 ^ 1
----
~5
----
5 << 2
----
-5 >> 1
----
-5 >>> 28
----
1 << 33
----
1L << 33
----
5L & 3
----
true & false
----
true ^ true
----
+5
----
-5.5
----
-(-5)
----
5.abs()
----
(-5).abs()
----
5.0.toString()
----
1.23E+3
----
1E+3.toString()
----
1000000.0
----
new BigDecimal('1E+3')
----
new BigDecimal('1E+3').toPlainString()
----
new BigDecimal('1.500').stripTrailingZeros()
----
new BigDecimal('100').stripTrailingZeros()
----
new BigDecimal(0.1d)
----
new BigDecimal('0.000000123')
----
0.00001
----
new BigDecimal(5).divide(new BigDecimal(3), 4, BigDecimal.ROUND_HALF_UP)
----
10.power(3)
----
10.mod(3)
----
5.compareTo(3)
----
5.plus(3)
----
int x = 5; x /= 2; x
----
def x = 5; x /= 2; x
----
def x = 5; x *= 2.5; x
----
int x = 3.7; x
----
long y = 5; y.class
----
double d = 5; d
----
float f = 5.5; f
----
BigDecimal b = 5; b
----
BigInteger b = 5; b.class
----
int i = 'a'; i
----
char c = 'a'; c
----
char c = 'a'; c + 1
----
char c = 'a'; (char)(c + 1)
----
def i = 5; i++; ++i; i--; i
----
def i = 5; [i++, ++i, i--, --i, i]
----
def d = 1.5; d++; d
----
1 + 'a'
----
'a' + 1
----
1.5 + 'a'
----
5.times { }
----
def s=0; 1.upto(5) { s += it }; s
----
def s=[]; 5.downto(1) { s << it }; s
----
def s=[]; 0.step(10, 3) { s << it }; s
----
def s=[]; 1.0.step(2.0, 0.5) { s << it }; s
----
5.toString().class
----
0x1F + 0b101 + 017
----
1_000_000
----
3.class.name
----
3L.class.name
----
3.0.class.name
----
3.0f.class.name
----
3.0d.class.name
----
3g.class.name
----
10.hashCode()
----
10L.hashCode()
----
1.5d.hashCode()
----
1.5.hashCode()
----
123456789123456789.hashCode()
----
12345678912345678912345.hashCode()
----
3.7.intValue()
----
3.longValue().class
----
3.doubleValue()
----
1.isNaN()
----
(0.0d/0.0d).isNaN()
----
[1,2.5,3L,4G].sum()
----
[1,2.5,3L,4G].sum().class
----
[1,2,3].sum()/2
----
1.5.toInteger()
----
1.5 as Integer
----
'0x1F'.isInteger()
----
['1','1.5','x','-3','1L'].collect { [it.isInteger(), it.isNumber(), it.isBigDecimal(), it.isDouble(), it.isLong()] }
----
(1..10).sum()
----
1e2
----
1e2.class
----
100 as String
----
Integer.compare(1,2)
----
Character.isDigit('5' as char)
----
Character.toUpperCase('a' as char)
----
(char)65
----
'A' as char
----
('A' as char) as int
----
(int)'A'
----
'A'.charAt(0) + 1
----
'ABC'.chars
----
5.3 - 5
----
3.0 - 3
----
0.5.toString()
----
1/3 as float
----
(1/3).class
----
(1/3).scale()
----
(1/3).precision()
----
100.0.precision()
----
1.0.negate()
----
5.next()
----
5.previous()
