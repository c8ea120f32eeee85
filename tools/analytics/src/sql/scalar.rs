//! Functions of a column of octets.

use std::hash::{Hash, Hasher};

use datafusion::arrow::array::BinaryArray;
use datafusion::arrow::compute::{cast, is_null, nullif};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::common::cast::as_binary_array;
use datafusion::common::utils::take_function_args;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use crate::batch::Batch;
use crate::column::Column;
use crate::functions::functions;
use crate::row::{Decoded, Row, Work};

/// A function of a message's octets: a column of the message for every value.
#[derive(Debug)]
pub(super) struct MessageFunction {
    column: Column,
    signature: Signature,
}

impl MessageFunction {
    /// All of them.
    pub(super) fn all() -> Vec<Self> {
        let binary = [DataType::Binary, DataType::BinaryView, DataType::LargeBinary];
        let one_of = binary.map(|binary| TypeSignature::Exact(vec![binary]));
        let signature = Signature::one_of(one_of.into(), Volatility::Immutable);
        let function = |column| Self { column, signature: signature.clone() };
        functions().into_iter().map(function).collect()
    }

    fn of_values(&self, values: &BinaryArray) -> Result<ColumnarValue> {
        let work = Work::default();
        let mut batch = Batch::of_column(&self.column);
        for value in values {
            let message = Decoded::of_octets(value.unwrap_or_default(), &work);
            batch.push(&Row { message: &message, response: None, record: None });
        }
        let columns = batch.finish()?;
        let unknown = is_null(values)?;
        let known = nullif(columns.column(0), &unknown)?;
        Ok(ColumnarValue::Array(known))
    }
}

impl ScalarUDFImpl for MessageFunction {
    fn name(&self) -> &str {
        self.column.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.column.cell.data_type())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [values] = take_function_args(self.name(), args.args)?;
        let values = cast(&values.into_array(args.number_rows)?, &DataType::Binary)?;
        self.of_values(as_binary_array(&values)?)
    }
}

/// Functions are told apart by their names.
impl PartialEq for MessageFunction {
    fn eq(&self, other: &Self) -> bool {
        self.column.name == other.column.name
    }
}

impl Eq for MessageFunction {}

impl Hash for MessageFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.column.name.hash(state);
    }
}
