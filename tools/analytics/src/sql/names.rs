//! Names of numbers.

use std::sync::Arc;

use datafusion::arrow::array::{StringArray, UInt16Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::common::cast::as_uint16_array;
use datafusion::common::utils::take_function_args;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use dnswire::registry::InfoCode;
use dnswire::{Rcode, Type};

/// The name of a number.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct NameFunction {
    of: Of,
    signature: Signature,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Type,
    Rcode,
    ExtendedError,
}

impl NameFunction {
    /// All of them.
    pub(super) fn all() -> Vec<Self> {
        let integers = vec![DataType::UInt16, DataType::Int64, DataType::UInt64];
        let signature = Signature::uniform(1, integers, Volatility::Immutable);
        let function = |of| Self { of, signature: signature.clone() };
        [Of::Type, Of::Rcode, Of::ExtendedError].map(function).into()
    }

    fn name_of(&self, number: u16) -> String {
        match self.of {
            Of::Type => Type(number).to_string(),
            Of::Rcode => Rcode(number).to_string(),
            Of::ExtendedError => {
                let code = InfoCode(number);
                code.meaning().map_or_else(|| code.to_string(), str::to_owned)
            }
        }
    }
}

impl ScalarUDFImpl for NameFunction {
    fn name(&self) -> &str {
        match self.of {
            Of::Type => "dns_type_name",
            Of::Rcode => "dns_rcode_name",
            Of::ExtendedError => "dns_ede_name",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [numbers] = take_function_args(self.name(), args.args)?;
        let numbers = cast(&numbers.into_array(args.number_rows)?, &DataType::UInt16)?;
        let numbers: &UInt16Array = as_uint16_array(&numbers)?;
        let names = numbers.iter().map(|number| number.map(|number| self.name_of(number)));
        Ok(ColumnarValue::Array(Arc::new(names.collect::<StringArray>())))
    }
}
