from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.regional.v1 import augmentation_pb2 as _augmentation_pb2
from businessm.regional.v1 import contribution_pb2 as _contribution_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OfferContributionsRequest(_message.Message):
    __slots__ = ("context", "contribution_set")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTION_SET_FIELD_NUMBER: _ClassVar[int]
    context: str
    contribution_set: _contribution_pb2.ContributionSet
    def __init__(self, context: _Optional[str] = ..., contribution_set: _Optional[_Union[_contribution_pb2.ContributionSet, _Mapping]] = ...) -> None: ...

class OfferContributionsResponse(_message.Message):
    __slots__ = ("refusals", "augmentations")
    REFUSALS_FIELD_NUMBER: _ClassVar[int]
    AUGMENTATIONS_FIELD_NUMBER: _ClassVar[int]
    refusals: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.ContributionRefusal]
    augmentations: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.Augmentation]
    def __init__(self, refusals: _Optional[_Iterable[_Union[_augmentation_pb2.ContributionRefusal, _Mapping]]] = ..., augmentations: _Optional[_Iterable[_Union[_augmentation_pb2.Augmentation, _Mapping]]] = ...) -> None: ...

class WithdrawContributionsRequest(_message.Message):
    __slots__ = ("context", "plugin")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    PLUGIN_FIELD_NUMBER: _ClassVar[int]
    context: str
    plugin: str
    def __init__(self, context: _Optional[str] = ..., plugin: _Optional[str] = ...) -> None: ...

class WithdrawContributionsResponse(_message.Message):
    __slots__ = ("augmentations",)
    AUGMENTATIONS_FIELD_NUMBER: _ClassVar[int]
    augmentations: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.Augmentation]
    def __init__(self, augmentations: _Optional[_Iterable[_Union[_augmentation_pb2.Augmentation, _Mapping]]] = ...) -> None: ...

class RestoreContributionsRequest(_message.Message):
    __slots__ = ("context", "plugin")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    PLUGIN_FIELD_NUMBER: _ClassVar[int]
    context: str
    plugin: str
    def __init__(self, context: _Optional[str] = ..., plugin: _Optional[str] = ...) -> None: ...

class RestoreContributionsResponse(_message.Message):
    __slots__ = ("augmentations",)
    AUGMENTATIONS_FIELD_NUMBER: _ClassVar[int]
    augmentations: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.Augmentation]
    def __init__(self, augmentations: _Optional[_Iterable[_Union[_augmentation_pb2.Augmentation, _Mapping]]] = ...) -> None: ...

class ListAugmentationsRequest(_message.Message):
    __slots__ = ("context",)
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    context: str
    def __init__(self, context: _Optional[str] = ...) -> None: ...

class ListAugmentationsResponse(_message.Message):
    __slots__ = ("augmentations",)
    AUGMENTATIONS_FIELD_NUMBER: _ClassVar[int]
    augmentations: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.Augmentation]
    def __init__(self, augmentations: _Optional[_Iterable[_Union[_augmentation_pb2.Augmentation, _Mapping]]] = ...) -> None: ...

class ListViolatingDocumentsRequest(_message.Message):
    __slots__ = ("context", "type", "page_size", "page_token")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    context: str
    type: str
    page_size: int
    page_token: str
    def __init__(self, context: _Optional[str] = ..., type: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListViolatingDocumentsResponse(_message.Message):
    __slots__ = ("violating_documents", "next_page_token")
    VIOLATING_DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    violating_documents: _containers.RepeatedCompositeFieldContainer[_augmentation_pb2.ViolatingDocument]
    next_page_token: str
    def __init__(self, violating_documents: _Optional[_Iterable[_Union[_augmentation_pb2.ViolatingDocument, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
