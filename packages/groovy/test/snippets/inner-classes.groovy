class Outer { def name = 'o'
  def hello() { "hello $name" }
  static util() { 'u' }
  class Inner { def run() { hello() + name + util() } 
    def set() { name = 'changed' } }
  def make() { def i = new Inner(); def a = i.run(); i.set(); [a, i.run(), name] } }
new Outer().make()
----
class Outer { private secret() { 's' }
  private int count = 3
  class Inner { def run() { secret() + count }
     def set() { count = 5; count } }
  def go() { def i = new Inner(); [i.run(), i.set(), count] } }
new Outer().go()
----
class Outer { def x = 1
  class Inner { def y = x + 1 
    def viaThis() { Outer.this.x } }
  def go() { def i = new Inner(); [i.y, i.viaThis()] } }
new Outer().go()
----
class Outer { def x = 7
  class Inner { def get() { x } } }
def o = new Outer()
new Outer.Inner(o).get()
----
class Outer { static util() { 'u' }
  static LIMIT = 4
  static class Nested { def run() { util() + LIMIT } 
   static st() { util() } } }
[new Outer.Nested().run(), Outer.Nested.st()]
----
class Outer { def name='x'
 def tell() { 'told' }
 def run() { def h = new Helper() { def help() { name + tell() } }; h.help() }
 static abstract class Helper { abstract def help() } }
new Outer().run()
----
class Outer { def items = []
  class Adder { def add(x) { items << x; this } 
     def all() { [1, 2].each { items << it }; items } }
  def go() { new Adder().add(9).all() } }
new Outer().go()
----
class Outer { static class Nested { def run() { nothing() } } }
try { new Outer.Nested().run() } catch (MissingMethodException e) { e.message.readLines()[0] }
----
class Outer { static class Nested { def run() { nothing } } }
try { new Outer.Nested().run() } catch (MissingPropertyException e) { e.message }
----
def helper() { 'from script' }
def r = new Runnable() { void run() { println helper() } }
r.run()
1
----
class A { private x = 1; def x }
1
----
class A { def x; private x = 2 
 def r() { x } }
[new A().r(), new A(x: 4).r()]
