import static java.lang.Math.max
max(1, 2)
----
import static java.lang.Math.*
[min(1, 2), PI > 3]
----
import static java.util.concurrent.TimeUnit.SECONDS
SECONDS.toMillis(2)
----
import static java.lang.Math.max as biggest
biggest(1, 2)
----
import java.util.regex.Pattern as P
P.quote('a')
----
import java.util.concurrent.*
TimeUnit.HOURS.toMinutes(1)
----
import groovy.json.*
JsonOutput.toJson([1]) + new JsonSlurper().parseText('[2]')
----
class A { static f() { 5 } }
A.f()
----
def x = java.util.concurrent.TimeUnit.DAYS; x.toHours(1)
----
package a.b
class C { }
new C().class.name
