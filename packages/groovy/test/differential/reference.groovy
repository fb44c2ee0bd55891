// Parses files with real Groovy up to the phase CONVERSION and writes each tree in the form that tree.ts writes ours.
// Arguments: a file with one path a line, and a folder: line n of the list gives `n.tree` or `n.error` there.
import java.lang.reflect.Modifier
import org.codehaus.groovy.ast.*
import org.codehaus.groovy.ast.expr.*
import org.codehaus.groovy.ast.stmt.*
import org.codehaus.groovy.classgen.VariableScopeVisitor
import org.codehaus.groovy.control.*
import org.codehaus.groovy.control.messages.*
import org.codehaus.groovy.syntax.SyntaxException

class TreeWriter {
  final StringBuilder out = new StringBuilder()
  Map<ClassNode, List<ClassNode>> inner = [:]
  /** What a later phase refuses without looking at any class: place and reason. */
  String refusal

  def line(int depth, String text) { out.append('  ' * depth).append(text).append('\n') }

  static String quote(String text) {
    def result = new StringBuilder('"')
    for (char c : text.toCharArray()) {
      if (c == '"' as char || c == '\\' as char) result.append('\\').append(c)
      else if (c >= 32 && c < 127) result.append(c)
      else result.append(String.format('\\u%04x', (int) c))
    }
    result.append('"').toString()
  }

  static String type(ClassNode node) {
    if (node == null || node.is(ClassHelper.DYNAMIC_TYPE) || node.is(ClassHelper.OBJECT_TYPE)) return '-'
    if (node.isArray()) return type(node.componentType) + '[]'
    def generics = node.genericsTypes
    node.name + (generics ? '<' + generics.collect { it.wildcard ? '?' : type(it.type) }.join(',') + '>' : '')
  }

  static String modifiers(int bits) {
    // A method's bits for bridge and varargs are those of volatile and transient, which no method has.
    Modifier.toString(bits & ~(Modifier.INTERFACE | 0x4000 | 0x1000)).replace('strictfp', 'strictfp').trim()
  }

  static String words(Object... words) { words.findAll { it != null && it != '' }.join(' ') }

  def module(ModuleNode module) {
    if (module.package != null) {
      line(0, "package ${module.package.name.replaceAll(/\.$/, '')}")
      annotations(1, module.package.annotations)
    }
    imports(module)
    def classes = module.@classes
    classes.each { node ->
      if (node.outerClass != null) inner.computeIfAbsent(node.outerClass) { [] }.add(node)
    }
    classes.findAll { it.outerClass == null }.each { classNode(0, it) }
    module.methods.each { method(0, it) }
    module.statementBlock.statements.each { if (!it.is(ReturnStatement.RETURN_NULL_OR_VOID)) statement(0, it) }
  }

  def imports(ModuleNode module) {
    def lines = []
    module.imports.each { lines << [importLine('import', it.className, it.alias), it] }
    module.starImports.each { lines << ["import ${it.packageName}*", it] }
    module.staticImports.values().each { lines << [importLine('import static', it.type.name + '.' + it.fieldName, it.alias), it] }
    module.staticStarImports.values().each { lines << ["import static ${it.type.name}.*", it] }
    lines.sort { it[0] }.each { text, node ->
      line(0, text as String)
      annotations(1, node.annotations)
    }
  }

  static String importLine(String word, String path, String alias) {
    def last = path.substring(path.lastIndexOf('.') + 1)
    "$word $path" + (alias != null && alias != last ? " as $alias" : '')
  }

  def annotations(int depth, List<AnnotationNode> annotations) {
    annotations.each { node ->
      if (node.classNode.name == 'groovy.transform.Trait') return
      annotation(depth, node)
    }
  }

  def annotation(int depth, AnnotationNode node) {
    line(depth, "annotation ${node.classNode.name}")
    node.members.each { name, value ->
      line(depth + 1, "member $name")
      expression(depth + 2, value)
    }
  }

  def classNode(int depth, ClassNode node) {
    def isTrait = node.annotations.any { it.classNode.name == 'groovy.transform.Trait' }
    def kind = isTrait ? 'trait' : node.annotationDefinition ? 'annotation' : node.enum ? 'enum' : node.interface ? 'interface' : 'class'
    line(depth, words(kind, simpleName(node), classModifiers(node, kind)))
    annotations(depth + 1, node.annotations)
    if (kind != 'enum' && type(node.unresolvedSuperClass) != '-') line(depth + 1, "extends ${type(node.unresolvedSuperClass)}")
    def interfaces = node.interfaces.findAll { it.name != 'java.lang.annotation.Annotation' }
    interfaces.each { line(depth + 1, "implements ${type(it)}") }
    members(depth + 1, node)
  }

  static String simpleName(ClassNode node) {
    def outer = node.outerClass
    outer == null ? node.nameWithoutPackage : node.name.substring(outer.name.length() + 1)
  }

  static String classModifiers(ClassNode node, String kind) {
    int bits = node.modifiers
    if (kind != 'class' && kind != 'trait') bits &= ~Modifier.ABSTRACT
    // Groovy makes an enum final unless a constant has a body, and what is inside an interface static.
    if (kind == 'enum') bits &= ~Modifier.FINAL & ~Modifier.STATIC
    if (node.outerClass?.interface) bits &= ~Modifier.STATIC
    modifiers(bits)
  }

  def members(int depth, ClassNode node) {
    node.fields.each { field(depth, it, node.getProperty(it.name)) }
    node.declaredConstructors.each { constructor(depth, it) }
    node.methods.each { if (it.name != '<clinit>') method(depth, it) }
    node.objectInitializerStatements.each {
      line(depth, 'initializer')
      it.statements.each { block(depth + 1, it) }
    }
    def statics = node.methods.find { it.name == '<clinit>' }
    if (statics != null) {
      line(depth, 'static initializer')
      statics.code.statements.each { block(depth + 1, it) }
    }
    inner[node].findAll { !isAnonymous(it) }.each { classNode(depth, it) }
  }

  static boolean isAnonymous(ClassNode node) { node instanceof InnerClassNode && node.anonymous }

  def field(int depth, FieldNode node, PropertyNode property) {
    if (node.enum) {
      line(depth, "constant ${node.name}")
      annotations(depth + 1, node.annotations)
      enumArguments(depth + 1, node.initialValueExpression)
      return
    }
    int bits = property != null ? property.modifiers : node.modifiers
    line(depth, words(property != null ? 'property' : 'field', node.name, type(node.type), modifiers(bits)))
    annotations(depth + 1, node.annotations)
    if (node.initialValueExpression != null) expression(depth + 1, node.initialValueExpression)
  }

  def enumArguments(int depth, Expression value) {
    if (value == null) return
    def expressions = value.expressions
    expressions.findAll { !(it instanceof MapEntryExpression) && !isBody(it) }.each { expression(depth, it) }
    expressions.findAll { it instanceof MapEntryExpression }.each { expression(depth, it) }
    expressions.findAll { isBody(it) }.each {
      line(depth, 'body')
      members(depth + 1, it.type)
    }
  }

  static boolean isBody(Expression node) {
    node instanceof ClassExpression && node.type instanceof InnerClassNode
  }

  def constructor(int depth, ConstructorNode node) {
    line(depth, words('constructor', modifiers(node.modifiers)))
    annotations(depth + 1, node.annotations)
    node.parameters.each { parameter(depth + 1, it) }
    line(depth + 1, 'body')
    block(depth + 2, node.code)
  }

  def method(int depth, MethodNode node) {
    line(depth, words('method', quote(node.name), type(node.returnType), modifiers(node.modifiers)))
    annotations(depth + 1, node.annotations)
    node.parameters.each { parameter(depth + 1, it) }
    if (node.code != null) {
      line(depth + 1, 'body')
      block(depth + 2, node.code)
    }
  }

  def parameter(int depth, Parameter node) {
    line(depth, words('parameter', node.name, type(node.type), modifiers(node.modifiers)))
    annotations(depth + 1, node.annotations)
    if (node.hasInitialExpression()) expression(depth + 1, node.initialExpression)
  }

  /** The statements of a block, without a line for the block. */
  def block(int depth, Statement node) {
    if (node instanceof BlockStatement) node.statements.each { statement(depth, it) }
    else statement(depth, node)
  }

  def statement(int depth, Statement node) {
    int at = depth
    (node.statementLabels ?: []).reverse().each { line(at++, "label $it") }
    if (node instanceof EmptyStatement) line(at, 'block')
    else "${kindOf(node, 'Statement')}"(at, node)
  }

  static String kindOf(Object node, String suffix) {
    def name = node.class.simpleName
    (name[0].toLowerCase() + name.substring(1)).replaceAll(suffix + '$', '') + suffix
  }

  def blockStatement(int depth, BlockStatement node) {
    line(depth, 'block')
    block(depth + 1, node)
  }

  def expressionStatement(int depth, ExpressionStatement node) {
    if (node.expression instanceof DeclarationExpression) return expression(depth, node.expression)
    line(depth, 'expression')
    expression(depth + 1, node.expression)
  }

  def returnStatement(int depth, ReturnStatement node) {
    line(depth, 'return')
    if (!node.expression.is(ConstantExpression.NULL)) expression(depth + 1, node.expression)
  }

  def throwStatement(int depth, ThrowStatement node) {
    line(depth, 'throw')
    expression(depth + 1, node.expression)
  }

  def assertStatement(int depth, AssertStatement node) {
    line(depth, 'assert')
    expression(depth + 1, node.booleanExpression)
    if (!node.messageExpression.is(ConstantExpression.NULL)) expression(depth + 1, node.messageExpression)
  }

  def breakStatement(int depth, BreakStatement node) { line(depth, words('break', node.label)) }

  def continueStatement(int depth, ContinueStatement node) { line(depth, words('continue', node.label)) }

  def ifStatement(int depth, IfStatement node) {
    line(depth, 'if')
    expression(depth + 1, node.booleanExpression)
    statement(depth + 1, node.ifBlock)
    if (!(node.elseBlock instanceof EmptyStatement)) statement(depth + 1, node.elseBlock)
  }

  def whileStatement(int depth, WhileStatement node) {
    line(depth, 'while')
    expression(depth + 1, node.booleanExpression)
    statement(depth + 1, node.loopBlock)
  }

  def forStatement(int depth, ForStatement node) {
    if (node.collectionExpression instanceof ClosureListExpression) {
      line(depth, 'for')
      node.collectionExpression.expressions.each { expression(depth + 1, it) }
    } else {
      line(depth, words('for in', node.variable.name, type(node.variable.type)))
      expression(depth + 1, node.collectionExpression)
    }
    statement(depth + 1, node.loopBlock)
  }

  def switchStatement(int depth, SwitchStatement node) {
    line(depth, 'switch')
    expression(depth + 1, node.expression)
    node.caseStatements.each {
      line(depth + 1, 'case')
      expression(depth + 2, it.expression)
      if (!(it.code instanceof EmptyStatement)) block(depth + 2, it.code)
    }
    if (!(node.defaultStatement instanceof EmptyStatement)) {
      line(depth + 1, 'default')
      block(depth + 2, node.defaultStatement)
    }
  }

  def tryCatchStatement(int depth, TryCatchStatement node) {
    line(depth, 'try')
    block(depth + 1, node.tryStatement)
    node.catchStatements.each {
      line(depth + 1, words('catch', it.variable.name, type(it.variable.type)))
      block(depth + 2, it.code)
    }
    if (!(node.finallyStatement instanceof EmptyStatement)) {
      line(depth + 1, 'finally')
      node.finallyStatement.statements.each { block(depth + 2, it) }
    }
  }

  def synchronizedStatement(int depth, SynchronizedStatement node) {
    line(depth, 'synchronized')
    expression(depth + 1, node.expression)
    block(depth + 1, node.code)
  }

  def expression(int depth, Expression node) {
    "${kindOf(node, 'Expression')}"(depth, node)
  }

  def children(int depth, String text, Object... nodes) {
    line(depth, text)
    nodes.each { expression(depth + 1, it) }
  }

  def booleanExpression(int depth, BooleanExpression node) { expression(depth, node.expression) }

  def emptyExpression(int depth, EmptyExpression node) { line(depth, 'empty') }

  def constantExpression(int depth, ConstantExpression node) {
    if (node.is(ConstantExpression.EMPTY_EXPRESSION)) return line(depth, 'empty')
    line(depth, constant(node.value))
  }

  static String constant(Object value) {
    if (value instanceof String) return "string ${quote(value)}"
    if (value instanceof BigDecimal) return "BigDecimal ${value.unscaledValue()}e${-value.scale()}"
    if (value instanceof Double) return "Double ${Long.toHexString(Double.doubleToRawLongBits(value))}"
    if (value instanceof Float) return "Float ${Integer.toHexString(Float.floatToRawIntBits(value))}"
    if (value instanceof Character) return "Character ${(int) value}"
    value instanceof Number ? "${value.class.simpleName} $value" : "$value"
  }

  def variableExpression(int depth, VariableExpression node) { line(depth, "variable ${node.name}") }

  def declarationExpression(int depth, DeclarationExpression node) {
    def left = node.leftExpression
    def single = left instanceof VariableExpression
    if (single) line(depth, words('declare', left.name, type(left.originType), modifiers(left.modifiers)))
    else {
      line(depth, 'declare several')
      left.expressions.each { line(depth + 1, words(it.name, type(it.originType))) }
    }
    def field = node.annotations.any { it.classNode.name in ['Field', 'groovy.transform.Field'] }
    if (single && !field && (left.modifiers & ~Modifier.FINAL) != 0) {
      refusal = refusal ?: "${node.lineNumber} ${node.columnNumber} a variable cannot have this modifier"
    }
    annotations(depth + 1, node.annotations)
    if (!(node.rightExpression instanceof EmptyExpression)) expression(depth + 1, node.rightExpression)
  }

  def binaryExpression(int depth, BinaryExpression node) {
    def operator = node.operation.text
    if (operator == 'instanceof') {
      line(depth, "instanceof ${type(node.rightExpression.type).replaceAll(/<.*>/, '')}")
      return expression(depth + 1, node.leftExpression)
    }
    if (operator == '[') refuseEntries(node.operation, node.rightExpression)
    if (operator in ['===', '!==']) refusal = refusal ?: "${node.operation.startLine} ${node.operation.startColumn} $operator is not supported"
    children(depth, operator == '[' ? 'index' : "operator $operator", node.leftExpression, node.rightExpression)
  }

  def refuseEntries(operation, index) {
    def elements = index instanceof ListExpression ? index.expressions : [index]
    if (elements.any { it instanceof MapEntryExpression }) {
      refusal = refusal ?: "${operation.startLine} ${operation.startColumn} an entry is no index"
    }
  }

  def tupleExpression(int depth, TupleExpression node) { children(depth, 'tuple', *node.expressions) }

  def ternaryExpression(int depth, TernaryExpression node) {
    children(depth, 'ternary', node.booleanExpression, node.trueExpression, node.falseExpression)
  }

  def elvisOperatorExpression(int depth, ElvisOperatorExpression node) {
    children(depth, 'elvis', node.trueExpression, node.falseExpression)
  }

  def notExpression(int depth, NotExpression node) { children(depth, 'prefix !', node.expression) }

  def unaryMinusExpression(int depth, UnaryMinusExpression node) { children(depth, 'prefix -', node.expression) }

  def unaryPlusExpression(int depth, UnaryPlusExpression node) { children(depth, 'prefix +', node.expression) }

  def bitwiseNegationExpression(int depth, BitwiseNegationExpression node) { children(depth, 'prefix ~', node.expression) }

  def prefixExpression(int depth, PrefixExpression node) { children(depth, "prefix ${node.operation.text}", node.expression) }

  def postfixExpression(int depth, PostfixExpression node) { children(depth, "postfix ${node.operation.text}", node.expression) }

  def castExpression(int depth, CastExpression node) {
    children(depth, words(node.coerce ? 'as' : 'cast', type(node.type)), node.expression)
  }

  def rangeExpression(int depth, RangeExpression node) {
    children(depth, node.inclusive ? 'operator ..' : 'operator ..<', node.from, node.to)
  }

  def listExpression(int depth, ListExpression node) { children(depth, 'list', *node.expressions) }

  def mapExpression(int depth, MapExpression node) { children(depth, 'map', *node.mapEntryExpressions) }

  def namedArgumentListExpression(int depth, NamedArgumentListExpression node) {
    children(depth, 'named', *node.mapEntryExpressions)
  }

  def mapEntryExpression(int depth, MapEntryExpression node) {
    if (node.keyExpression instanceof SpreadMapExpression) return children(depth, 'spread entry', node.valueExpression)
    children(depth, 'entry', node.keyExpression, node.valueExpression)
  }

  def spreadExpression(int depth, SpreadExpression node) { children(depth, 'spread', node.expression) }

  def annotationConstantExpression(int depth, AnnotationConstantExpression node) { annotation(depth, node.value) }

  def closureExpression(int depth, ClosureExpression node) {
    line(depth, node.parameters == null || node.parameters.length > 0 ? 'closure with parameters' : 'closure')
    node.parameters.each { parameter(depth + 1, it) }
    line(depth + 1, 'body')
    block(depth + 2, node.code)
  }

  def gStringExpression(int depth, GStringExpression node) {
    line(depth, 'gstring')
    node.strings.eachWithIndex { text, index ->
      if (text.value != '') line(depth + 1, "text ${quote(text.value)}")
      if (index < node.values.size()) expression(depth + 1, node.values[index])
    }
  }

  def attributeExpression(int depth, AttributeExpression node) { property(depth, 'attribute', node) }

  def propertyExpression(int depth, PropertyExpression node) { property(depth, 'property', node) }

  def property(int depth, String kind, PropertyExpression node) {
    name(depth, words(kind, node.spreadSafe ? '*' : node.safe ? '?' : ''), node.property)
    expression(depth + 1, node.objectExpression)
  }

  /** A line with a name, which can be an expression. */
  def name(int depth, String text, Expression name) {
    if (name instanceof ConstantExpression) return line(depth, "$text ${quote(name.value.toString())}")
    line(depth, "$text dynamic")
    expression(depth + 1, name)
  }

  def methodPointerExpression(int depth, MethodPointerExpression node) {
    name(depth, 'method pointer', node.methodName)
    expression(depth + 1, node.expression)
  }

  def methodCallExpression(int depth, MethodCallExpression node) {
    name(depth, words('call', node.spreadSafe ? '*' : node.safe ? '?' : ''), node.method)
    if (!node.implicitThis || !(node.objectExpression instanceof VariableExpression)) {
      line(depth + 1, 'receiver')
      expression(depth + 2, node.objectExpression)
    }
    arguments(depth + 1, node.arguments)
  }

  def constructorCallExpression(int depth, ConstructorCallExpression node) {
    def anonymous = node.usingAnonymousInnerClass
    def name = node.specialCall ? (node.superCall ? 'super' : 'this') : type(anonymous ? node.type.unresolvedSuperClass : node.type)
    line(depth, "new $name")
    arguments(depth + 1, node.arguments)
    if (anonymous) {
      line(depth + 1, 'body')
      members(depth + 2, node.type)
    }
  }

  def arguments(int depth, Expression node) {
    def declaration = node.expressions.find { it instanceof DeclarationExpression }
    if (declaration != null) refusal = refusal ?: "${declaration.lineNumber} ${declaration.columnNumber} a declaration is no argument"
    if (node instanceof NamedArgumentListExpression) expression(depth, node)
    else node.expressions.each { expression(depth, it) }
  }

  def arrayExpression(int depth, ArrayExpression node) {
    children(depth, "new array ${type(node.elementType)}", *node.sizeExpression)
  }
}

/** Line, column and reason. */
static String describe(Throwable failure) {
  if (!(failure instanceof MultipleCompilationErrorsException)) return "0 0 $failure"
  def cause = failure.errorCollector.errors[0].cause
  cause instanceof SyntaxException ? "${cause.line} ${cause.startColumn} ${cause.message}" : "0 0 ${cause.message}"
}

def (list, folder) = args
new File(list).readLines('UTF-8').eachWithIndex { path, index ->
  try {
    def configuration = new CompilerConfiguration()
    def source = new SourceUnit('script', new File(path).getText('UTF-8'), configuration, new GroovyClassLoader(), new ErrorCollector(configuration))
    source.parse()
    source.completePhase()
    source.nextPhase()
    source.convert()
    source.completePhase()
    def writer = new TreeWriter()
    writer.module(source.getAST())
    source.getAST().classes.each { new VariableScopeVisitor(source).visitClass(it) }
    source.completePhase()
    source.getAST().classes.each { new LabelVerifier(source).visitClass(it) }
    source.completePhase()
    def refusal = writer.refusal
    new File(folder, "${index}.${refusal == null ? 'tree' : 'error'}").setText(refusal ?: writer.out.toString(), 'UTF-8')
  } catch (MissingMethodException | NullPointerException | ClassCastException failure) {
    new File(folder, "${index}.broken").setText("$failure\n${failure.stackTrace.take(20).join('\n')}", 'UTF-8')
  } catch (Throwable failure) {
    new File(folder, "${index}.error").setText(describe(failure), 'UTF-8')
  }
}
