new groovy.json.JsonSlurperClassic().parseText('{"a":1.10,"b":10000000000}').b.class
----
new groovy.json.JsonSlurper().parseText('[1,2]').class
----
new groovy.json.JsonSlurper().parseText('{"a":1.5}').a.class
----
new groovy.json.JsonSlurper().parseText('"x"')
----
new groovy.json.JsonSlurper().parseText('{"a":"\\u00e9\\n"}').a
----
try { new groovy.json.JsonSlurper().parseText('{x}') } catch (e) { e.class.simpleName }
----
try { new groovy.json.JsonSlurper().parseText('') } catch (e) { e.class.simpleName }
----
groovy.json.JsonOutput.toJson([a: 1, b: [1, 'x', null, true, 2.5], c: [d: "g${1}"]])
----
groovy.json.JsonOutput.toJson('a"b\n\u00e9/')
----
groovy.json.JsonOutput.toJson([1, 2])
----
groovy.json.JsonOutput.toJson(null)
----
groovy.json.JsonOutput.toJson([:])
----
groovy.json.JsonOutput.toJson(1.5d)
----
groovy.json.JsonOutput.toJson(new Date(0))
----
groovy.json.JsonOutput.prettyPrint('{"a":1,"b":[1,2],"c":{}, "d": [], "e":{"f":"x"}}')
----
groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson([a: [b: [1, [c: 2]]]]))
----
new groovy.json.JsonBuilder([a: 1, b: [2]]).toString()
----
new groovy.json.JsonBuilder([a: 1]).toPrettyString()
----
def b = new groovy.json.JsonBuilder(); b { name 'x'; v 1 }; b.toString()
----
def b = new groovy.json.JsonBuilder(); b.root { name 'x'; inner { y 2 } }; b.toString()
----
new Date(0).format('yyyy-MM-dd HH:mm:ss')
----
new Date(0).format("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
----
new Date(1600000000000L).format('EEE, d MMM yyyy hh:mm a')
----
new Date(1600000000000L).format('EEEE MMMM dd, yy h:m:s D u X XXX z')
----
new Date(1600000000000L).format('HH:mm', TimeZone.getTimeZone('America/New_York'))
----
new Date(1600000000000L).toString()
----
new Date(0) + 1
----
new Date(86400000L) - new Date(0)
----
new Date(0) - 1
----
new Date(0).before(new Date(1))
----
new Date(0) < new Date(1)
----
new Date(0) == new Date(0)
----
new Date(0).time.class
----
new Date(1600000000000L).clearTime()
----
Date.parse('yyyy-MM-dd', '2020-02-29').time
----
Date.parse('yyyy-MM-dd HH:mm:ss', '2020-02-29 12:30:45').format('dd/MM/yy HH.mm.ss')
----
try { Date.parse('yyyy-MM-dd', 'x') } catch (e) { e.class.simpleName + e.message }
----
new Date(0)[Calendar.YEAR]
----
def c = Calendar.instance; c.time = new Date(0); [c.get(Calendar.YEAR), c.get(Calendar.MONTH), c.get(Calendar.DAY_OF_WEEK), c[Calendar.HOUR_OF_DAY]]
----
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.time.format('yyyy-MM-dd')
----
def c = Calendar.getInstance(); c.set(2020, 0, 31, 10, 0, 0); c.add(Calendar.MONTH, 1); c.format('yyyy-MM-dd HH:mm')
----
new java.text.SimpleDateFormat('yyyy/MM/dd').format(new Date(0))
----
new java.text.SimpleDateFormat('dd.MM.yyyy').parse('05.03.2021').time
----
def f = new java.text.SimpleDateFormat('HH:mm'); f.setTimeZone(TimeZone.getTimeZone('Asia/Tokyo')); f.format(new Date(0))
----
java.time.LocalDate.of(2020, 2, 29).plusYears(1).toString()
----
java.time.LocalDate.parse('2020-01-31').plusMonths(1).toString()
----
java.time.LocalDate.of(2020, 1, 1).dayOfWeek.toString()
----
java.time.LocalDateTime.of(2020, 1, 2, 3, 4).toString()
----
java.time.LocalDateTime.of(2020, 1, 2, 3, 4, 5).format(java.time.format.DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm:ss'))
----
java.time.Instant.ofEpochMilli(0).toString()
----
java.time.Instant.ofEpochMilli(1500).toString()
----
java.time.Instant.parse('2020-01-01T00:00:00Z').toEpochMilli()
----
java.time.Duration.ofSeconds(3661).toString()
----
java.time.Duration.ofMinutes(90).toHours()
----
java.time.Duration.between(java.time.Instant.ofEpochMilli(0), java.time.Instant.ofEpochMilli(61000)).seconds
----
java.time.ZonedDateTime.of(2020, 7, 1, 12, 0, 0, 0, java.time.ZoneId.of('Europe/Berlin')).toString()
----
java.time.ZonedDateTime.parse('2020-07-01T12:00:00+02:00[Europe/Berlin]').toInstant().toString()
----
java.time.temporal.ChronoUnit.DAYS.between(java.time.LocalDate.of(2020, 1, 1), java.time.LocalDate.of(2020, 3, 1))
----
java.time.LocalDate.of(2020, 1, 1).isBefore(java.time.LocalDate.of(2020, 1, 2))
----
java.time.LocalTime.of(1, 2).plusMinutes(59).toString()
----
java.time.Period.between(java.time.LocalDate.of(2020, 1, 1), java.time.LocalDate.of(2021, 3, 4)).toString()
----
UUID.fromString('123e4567-e89b-12d3-a456-426614174000').toString()
----
UUID.randomUUID().toString().length()
----
UUID.nameUUIDFromBytes('x'.bytes).toString()
----
URLEncoder.encode('a b&c/é*~', 'UTF-8')
----
URLDecoder.decode('a+b%26c', 'UTF-8')
----
new URI('https://user@host.com:8080/p/a?q=1#f').with { [scheme, host, port, path, query, fragment, userInfo] }
----
new URL('https://host.com/p/a.txt?q=1').with { [protocol, host, port, path, query, file] }
----
try { new URL('nope') } catch (e) { e.class.simpleName + ': ' + e.message }
----
'abc'.bytes.encodeBase64().toString() + new String('YWJj'.decodeBase64())
----
Base64.encoder.encodeToString('hello'.bytes)
----
new String(Base64.decoder.decode('aGVsbG8='))
----
java.security.MessageDigest.getInstance('SHA-256').digest('x'.bytes).encodeHex().toString()
----
java.security.MessageDigest.getInstance('MD5').digest('x'.bytes).encodeHex().toString()
----
new Random(42).nextInt(100)
----
def r = new Random(1); [r.nextInt(10), r.nextInt(10), r.nextBoolean(), r.nextInt()]
----
new Random(7).nextDouble()
----
java.util.concurrent.TimeUnit.MINUTES.toSeconds(2)
----
java.util.concurrent.TimeUnit.MILLISECONDS.toMinutes(120000)
----
new java.util.concurrent.atomic.AtomicInteger(5).incrementAndGet()
----
Collections.frequency([1, 1, 2], 1)
----
Arrays.toString([1, 2] as int[])
----
Optional.of(5).map { it + 1 }.get()
----
Optional.ofNullable(null).orElse(3)
----
Objects.equals(1, 1)
----
new groovy.text.SimpleTemplateEngine().createTemplate('Hi $name ${1 + 1} <% if (x) { %>yes<% } %> <%= x %>').make([name: 'Bob', x: true]).toString()
----
new groovy.text.GStringTemplateEngine().createTemplate('Hi $name').make([name: 'Bob']).toString()
----
java.util.regex.Pattern.compile('a(b)').matcher('xab').find()
----
java.util.regex.Pattern.compile('A', java.util.regex.Pattern.CASE_INSENSITIVE).matcher('a').matches()
----
java.util.regex.Matcher.quoteReplacement('$1')
----
String.format('%tY-%<tm-%<td', new Date(0))
----
new BigDecimal('12.345').setScale(1, java.math.RoundingMode.DOWN)
----
new BigInteger('123456789012345678901234567890').multiply(2)
----
System.currentTimeMillis() > 0
----
System.lineSeparator()
----
Math.floorMod(-7, 3)
----
Integer.parseInt('-5').abs()
----
Long.toString(255L, 16)
----
Double.valueOf('1.50')
----
Character.getNumericValue('7' as char)
----
new Tuple2('a', 1).first
----
def e = new Expando(); e.x = 5; e.x
----
Locale.US.toString()
----
'abc'.md5()
----
def m = new LinkedHashMap(); m.b = 1; m.a = 2; m.collect { it.key }.join()
----
'é'.getBytes('UTF-8').length
----
new String([72, 105] as byte[], 'UTF-8')
----
def p = new Properties(); p.setProperty('a', 'b'); p.getProperty('a')
----
[3, 1, 2].sort(Collections.reverseOrder())
----
Thread.currentThread().class.simpleName
----
'%s'.formatted
