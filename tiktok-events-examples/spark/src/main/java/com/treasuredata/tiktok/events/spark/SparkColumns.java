package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.Column;
import java.util.Arrays;
import java.util.List;
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

/** Spark's columns, as the connector knows them. */
final class SparkColumns {
  private SparkColumns() {}

  static List<Column> of(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> Column.of(field.name(), type(field.dataType())))
        .toList();
  }

  private static Column.Type type(DataType type) {
    if (type instanceof StringType) {
      return Column.Type.TEXT;
    }
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType) {
      return Column.Type.WHOLE_NUMBER;
    }
    if (type instanceof DecimalType) {
      return Column.Type.DECIMAL;
    }
    if (type instanceof FloatType || type instanceof DoubleType) {
      return Column.Type.FLOATING;
    }
    if (type instanceof BooleanType) {
      return Column.Type.BOOLEAN;
    }
    if (type instanceof DateType) {
      return Column.Type.DATE;
    }
    if (type instanceof TimestampNTZType) {
      return Column.Type.LOCAL_TIME;
    }
    if (type instanceof TimestampType) {
      return Column.Type.MOMENT;
    }
    if (type instanceof ArrayType) {
      return Column.Type.ARRAY;
    }
    if (type instanceof StructType || type instanceof MapType) {
      return Column.Type.OBJECT;
    }
    return type instanceof BinaryType
        ? Column.Type.BINARY
        : Column.Type.OTHER; // A variant may be anything.
  }
}
