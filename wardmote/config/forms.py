"""Forms in the GOV.UK look: error summary, hints, fieldsets."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields by `{{ form.name.as_field_group }}` from templates/components/field.html."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
