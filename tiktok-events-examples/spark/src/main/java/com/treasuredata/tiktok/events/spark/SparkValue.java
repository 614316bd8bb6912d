package com.treasuredata.tiktok.events.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.types.variant.Variant;
import org.apache.spark.types.variant.VariantUtil;
import org.apache.spark.unsafe.types.VariantVal;
import org.jspecify.annotations.Nullable;

/** How values of one of Spark's types are read. They are copies: Spark uses its memory again. */
@FunctionalInterface
interface SparkValue {
  /** Returns the value at a place that isn't null. */
  @Nullable Object notNull(SpecializedGetters values, int position);

  /** Returns the value at a place of a row or an array. */
  default @Nullable Object in(SpecializedGetters values, int position) {
    return values.isNullAt(position) ? null : notNull(values, position);
  }

  static SparkValue[] of(StructType schema) {
    SparkValue[] fields = new SparkValue[schema.length()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(schema.fields()[i].dataType());
    }
    return fields;
  }

  static SparkValue of(DataType type) {
    if (type instanceof StringType) {
      return (values, i) -> values.getUTF8String(i).toString();
    }
    if (type instanceof LongType) {
      return SpecializedGetters::getLong;
    }
    if (type instanceof IntegerType) {
      return SpecializedGetters::getInt;
    }
    if (type instanceof ShortType) {
      return SpecializedGetters::getShort;
    }
    if (type instanceof ByteType) {
      return SpecializedGetters::getByte;
    }
    if (type instanceof DoubleType) {
      return SpecializedGetters::getDouble;
    }
    if (type instanceof FloatType) {
      return SpecializedGetters::getFloat;
    }
    if (type instanceof DecimalType decimal) {
      return (values, i) ->
          values.getDecimal(i, decimal.precision(), decimal.scale()).toJavaBigDecimal();
    }
    if (type instanceof BooleanType) {
      return SpecializedGetters::getBoolean;
    }
    if (type instanceof TimestampType) {
      return (values, i) -> instant(values.getLong(i));
    }
    if (type instanceof TimestampNTZType) {
      return (values, i) -> LocalDateTime.ofInstant(instant(values.getLong(i)), ZoneOffset.UTC);
    }
    if (type instanceof DateType) {
      return (values, i) -> LocalDate.ofEpochDay(values.getInt(i));
    }
    if (type instanceof BinaryType) {
      return SpecializedGetters::getBinary;
    }
    if (type instanceof VariantType) {
      return (values, i) -> variant(values.getVariant(i));
    }
    return ofNested(type);
  }

  private static SparkValue ofNested(DataType type) {
    if (type instanceof ArrayType array) {
      SparkValue item = of(array.elementType());
      return (values, i) -> list(values.getArray(i), item);
    }
    if (type instanceof MapType map) {
      SparkValue key = of(map.keyType());
      SparkValue value = of(map.valueType());
      return (values, i) -> map(values.getMap(i), key, value);
    }
    if (type instanceof StructType struct) {
      String[] names = struct.fieldNames();
      SparkValue[] fields = of(struct);
      return (values, i) -> struct(values.getStruct(i, names.length), names, fields);
    }
    if (type instanceof UserDefinedType<?> own) {
      return of(own.sqlType());
    }
    scala.Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(type);
    return (values, i) -> String.valueOf(converter.apply(values.get(i, type))); // An interval, say.
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  /** Objects and arrays stay JSON: so they give the same event as a column of text does. */
  private static @Nullable Object variant(VariantVal value) {
    Variant variant = new Variant(value.getValue(), value.getMetadata());
    VariantUtil.Type type = variant.getType();
    if (type == VariantUtil.Type.NULL) {
      return null;
    }
    return type == VariantUtil.Type.STRING ? variant.getString() : variant.toJson(ZoneOffset.UTC);
  }

  private static List<@Nullable Object> list(ArrayData items, SparkValue item) {
    List<@Nullable Object> list = new ArrayList<>(items.numElements());
    for (int i = 0; i < items.numElements(); i++) {
      list.add(item.in(items, i));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(
      MapData entries, SparkValue key, SparkValue value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.numElements(); i++) {
      map.put(String.valueOf(key.in(entries.keyArray(), i)), value.in(entries.valueArray(), i));
    }
    return map;
  }

  private static Map<String, @Nullable Object> struct(
      InternalRow row, String[] names, SparkValue[] fields) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], fields[i].in(row, i));
    }
    return map;
  }
}
